import { REGION_NAME } from '../../../../policypack/kinds/aws-names.js';

/** What the names of AWS's own endpoints end in, in every partition. Source: the partitions of the SDKs' endpoint rules. */
export const SUFFIXES = [
  'amazonaws.com',
  'api.aws',
  'amazonaws.com.cn',
  'api.amazonwebservices.com.cn',
  'amazonaws.eu',
  'api.amazonwebservices.eu',
  'c2s.ic.gov',
  'api.aws.ic.gov',
  'sc2s.sgov.gov',
  'api.aws.scloud',
  'cloud.adc-e.uk',
  'api.cloud-aws.adc-e.uk',
  'csp.hci.ic.gov',
  'api.aws.hci.ic.gov',
] as const;

/**
 * Whether AWS itself answers at a host for a service: its public endpoint, with FIPS or dual stack, or an interface endpoint
 * of a private network. The ending alone does not tell: customers' machines and load balancers are named under it too.
 * @param service as the names of its endpoints begin: `logs`
 */
export function isOwnEndpoint(host: string, service: string): boolean {
  const suffix = SUFFIXES.find((each) => host.endsWith(`.${each}`));
  if (suffix === undefined) return false;
  const labels = host.slice(0, -suffix.length - 1).split('.');
  const at = Math.max(labels.lastIndexOf(service), labels.lastIndexOf(`${service}-fips`));
  if (at < 0) return false;
  const after = labels.slice(at + 1).every((label) => label === 'dualstack' || label === 'vpce' || REGION_NAME.test(label));
  return after && beforeService(labels.slice(0, at), service, labels.at(-1) === 'vpce');
}

/** A bucket's name may hold dots, and stands before S3's; before others only what an interface endpoint is called, or FIPS. */
function beforeService(labels: readonly string[], service: string, isInterface: boolean): boolean {
  if (isInterface) return labels.at(service === 's3' ? -1 : 0)?.startsWith('vpce-') === true && (service === 's3' || labels.length === 1);
  return service === 's3' || labels.length === 0 || (labels.length === 1 && labels[0] === 'fips');
}
