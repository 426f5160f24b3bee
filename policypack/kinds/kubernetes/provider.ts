import * as z from 'zod';
import { provider } from '../../core/provider.js';
import { LOG_GROUP_NAME } from '../aws-names.js';
import { aiWorkloads } from './ai-workload/configured.js';
import { inCluster } from './placing.js';

const probe = z.strictObject({
  logGroup: z.string().regex(LOG_GROUP_NAME, "expected a log group's name").describe('The CloudWatch log group that audit events should arrive in'),
  region: z.string().min(1).optional().describe("Its region; default: the profile's"),
  timeoutSeconds: z.int().positive().max(3600).default(120).describe('Seconds that the event is waited for'),
});

/** A file on the hosts of API servers: a copy beside the configuration, or what a ConfigMap of the cluster holds. */
const hostFile = z.union([
  z.string().min(1),
  z.strictObject({
    configMap: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}\/[a-z0-9][a-z0-9.-]{0,252}$/, 'expected namespace/name').describe('namespace/name of a ConfigMap of each cluster (needs `get` of it)'),
    key: z.string().regex(/^[-._a-zA-Z0-9]{1,253}$/, 'expected a key of a ConfigMap, such as policy.yaml').describe('The key that the file stands under'),
  }),
]);

const hostFiles = z.strictObject({
  auditPolicy: hostFile.optional().describe("This context's audit policy, instead of the one for all"),
  auditWebhook: hostFile.optional().describe("The kubeconfig of this context's audit webhook, instead of the one for all"),
});

const settings = z.strictObject({
  kubeconfig: z.string().min(1).optional().describe('The kubeconfig file; default: KUBECONFIG, ~/.kube/config, or the pod that this runs in'),
  contexts: z.array(z.string().min(1)).default([]).describe('Contexts to read, side by side; none means the current one'),
  apiServer: z.boolean().optional().describe('Read how the API servers audit (needs deploy/kubernetes/rbac-api-server.yaml), without which nobody knows whether audit events are sent anywhere; default: yes'),
  auditPolicy: hostFile.optional().describe("The API servers' audit policy (--audit-policy-file), a file on their hosts: a copy, relative to this file, or a ConfigMap that holds it; for every context that perContext gives none"),
  auditWebhook: hostFile.optional().describe("The kubeconfig of the API servers' audit webhook (--audit-webhook-config-file): a copy, relative to this file, or a ConfigMap"),
  perContext: z.record(z.string().min(1), hostFiles).optional().describe('By context: its own auditPolicy and auditWebhook'),
  shipper: z.string().min(1).optional().describe('What ships the audit log off the hosts of the API servers, where something does: the cluster does not show it; for every control that asks'),
  probe: probe.optional().describe('Where `scan --probe` looks for the audit event of a request of its own'),
  aiWorkloads: aiWorkloads.optional().describe('Look for AI workloads (needs deploy/kubernetes/rbac-ai-workloads.yaml) and read the API servers too; true, or what else counts as one; default: no'),
  requestTimeoutSeconds: z.number().positive().default(30).describe('Seconds after which a server that does not answer is unreachable'),
  maxAttempts: z.int().positive().default(5).describe('Attempts of one request, the first included'),
});

/** `sources.kubernetes` of `logproof.yaml`, defaults applied. */
export type KubernetesConfiguration = z.output<typeof settings>;
/** Where a file of the API servers' hosts is found. */
export type HostFileReference = z.output<typeof hostFile>;
/** Where both files of the API servers' hosts are found; absent where they are not given. */
export type HostFileReferences = z.output<typeof hostFiles>;

/** Kubernetes clusters, whoever runs them. */
export default provider({
  name: 'kubernetes',
  packages: ['kubernetes'],
  placing: inCluster,
  settings,
  category: 'Kubernetes audit',
});
