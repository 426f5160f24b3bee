import fc from 'fast-check';
import type { Observation } from '../../policypack/core/fact.js';
import { aGap } from '../core/facts.js';
import { cluster, hostIn, KIND, readWhole, server, told } from '../kubernetes/eks-clusters.js';
import type { Oracle } from './oracle.js';

const region = fc.constantFrom('eu-west-1', 'us-east-1', 'cn-north-1');
const account = fc.constantFrom('123456789012', '210987654321');
/** Two clusters of one id in two regions, or of one name in one region, are two. */
const found = fc.record({ id: fc.constantFrom('A1', 'B2', 'C3'), region, account, on: fc.boolean() });
const read = fc.record({ region, account, whole: fc.boolean() });

const address = (id: string, where: string): string => (where.startsWith('cn-') ? `${hostIn(where, id)}.cn` : hostIn(where, id));

const oracle: Oracle = {
  promise: 'a live cluster is told by the EKS cluster at its very address, and by no other, whatever else was read, denied or is called so',
  property: () =>
    fc.property(
      fc.uniqueArray(found, { maxLength: 6, selector: ({ id, region: where }) => `${id} ${where}` }),
      fc.array(read, { maxLength: 4 }),
      fc.record({ id: fc.constantFrom('A1', 'B2', 'C3', 'D4'), region, tunnel: fc.boolean() }),
      (clusters, reads, of) => {
        const seen: Observation[] = [
          ...clusters.map((one) => cluster(one.region, address(one.id, one.region), one.on ? ['audit', 'api'] : ['api'], one.account)),
          ...reads.map((one) => (one.whole ? readWhole(one.region, one.account) : aGap({ source: 'aws', kind: KIND, scope: `aws:${one.account}:${one.region}`, reason: 'forbidden', detail: 'ListClusters: denied' }))),
        ];
        const said = told([...server(of.tunnel ? `https://127.0.0.1:8443` : address(of.id, of.region)), ...seen]);
        const its = of.tunnel ? undefined : clusters.find((one) => one.id === of.id && one.region === of.region);
        if (its) return said === (its.on ? 'log group /aws/eks/prod/cluster' : 'off');
        const denied = reads.some((one) => !one.whole && (of.tunnel || one.region === of.region));
        return said.startsWith(denied ? 'forbidden: ' : 'unsupported: ');
      },
    ),
  few: 500,
  many: 10_000,
};

export default oracle;
