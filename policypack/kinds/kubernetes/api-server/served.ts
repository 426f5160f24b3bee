import type { Fact } from '../../../core/fact.js';
import { gap, WHY, type Gap } from '../../../core/known.js';
import type { Look } from '../../../core/look.js';
import eksCluster, { placeOfEndpoint } from '../../aws/eks-cluster/kind.js';
import { regionOfEksHost } from '../../eks-audit-log.js';
import { MANAGED_ANSWERS } from '../auditing/managed.js';
import { servedBy } from './declared/managed.js';
import type { ApiServerFacts } from './facts.js';

/** The kinds that {@link servedFacts} looks at. */
export const SERVICES = [eksCluster] as const;

/**
 * What is known of an API server by the cloud that runs it, where that is read in the same run; undefined where nothing but the server
 * itself tells. Which of the cloud's clusters it is, the address alone tells, which no two clusters share: names are given again.
 */
export function servedFacts(server: Fact<ApiServerFacts>, look: Look): ApiServerFacts | undefined {
  const { facts } = server;
  if (facts.eksAddress === undefined) return undefined;
  const { digest, missing } = look.folded(eksCluster, { ...server, scope: placeOfEndpoint(facts.eksAddress) });
  const found = digest.get(facts.eksAddress);
  return found ? servedBy('EKS', found) : { ...facts, flags: untold(facts.eksAddress, missing) };
}

/** An API server, by itself and by the cloud that runs it. */
export const asServed = (server: Fact<ApiServerFacts>, look: Look): ApiServerFacts => servedFacts(server, look) ?? server.facts;

/** Why AWS does not tell, and what to grant, or where to look. */
function untold(address: string, missing: Gap | undefined): Gap {
  const region = regionOfEksHost(address);
  const scanning = `scan its account too (--source aws --region ${region ?? 'REGION'})`;
  const command = `aws eks describe-cluster --region ${region ?? 'REGION'} --name CLUSTER`;
  const asked = `${MANAGED_ANSWERS.EKS} is not known`;
  if (missing && missing.gap !== 'cut-off') return gap(missing.gap, MANAGED_ANSWERS.EKS, { message: `${asked}: ${missing.said?.message ?? missing.via}`, todo: WHY[missing.gap].todo });
  if (missing) return gap('unsupported', MANAGED_ANSWERS.EKS, { message: asked, todo: `Ask AWS: ${command}. Or ${scanning}: what is asked there needs eks:ListClusters and eks:DescribeCluster.` });
  return gap('unsupported', MANAGED_ANSWERS.EKS, { message: `${asked}: no EKS cluster of the account and regions that were read has the address ${address}`, todo: `Ask AWS in the account that has it: ${command}. Or ${scanning}, with its credentials.` });
}
