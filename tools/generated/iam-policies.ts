import { AWS_KINDS, awsRights } from '../../scanner/sources/aws/rights.js';
import { json, type GeneratedFile } from './generated-file.js';

/** The IAM policies that are shipped: all that a scan may read, and what a probe takes besides. */
export const iamPolicies = (): GeneratedFile[] => [
  { path: 'deploy/aws/iam-policy.json', text: json(awsRights({ wanted: AWS_KINDS, tags: true })) },
  { path: 'deploy/aws/iam-policy-probe.json', text: json(awsRights({ wanted: new Set(), tags: false, probe: {} })) },
];
