import { z } from 'zod';
import { LEVELS, type AnyControl } from '../core/control.js';
import { REPORT_FORMATS } from '../core/report-formats.js';
import { labelSelector } from '../kinds/kubernetes/label-selector.js';
import { FRAMEWORK_IDS } from '../frameworks/index.js';

/** Source: CloudWatch Logs API, CreateLogGroup. */
export const LOG_GROUP_NAME = /^[\w./#-]{1,512}$/;

const names = z.array(z.string().min(1));

const scope = z.strictObject({
  logGroups: z
    .strictObject({
      include: names.default([]).describe('Globs on log group names that count; none means all. * stops at /, /** goes on'),
      exclude: names.default([]).describe('Globs on log group names that do not count, whatever includes them'),
      tags: z.record(z.string(), z.string()).default({}).describe('Tags that a log group must have to count'),
    })
    .prefault({}),
});

const probe = z.strictObject({
  logGroup: z.string().regex(LOG_GROUP_NAME, "expected a log group's name").describe('The CloudWatch log group that audit events should arrive in'),
  region: z.string().min(1).optional().describe("Its region; default: the profile's"),
  timeoutSeconds: z.int().positive().max(3600).default(120).describe('Seconds that the event is waited for'),
});

/** A label selector, checked when the file is read. */
const selector = z.string().min(1).refine((text) => typeof labelSelector(text) !== 'string', { message: 'expected a label selector such as app=llm,tier in (a, b),!test' });

// A pattern, or a name in capitals, would choose nothing and say nothing of it.
const namespace = z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'expected the name of a namespace, such as models; patterns are none: choose by namespaceSelector');

const aiWorkloads = z.union([
  z.boolean(),
  z.strictObject({
    selector: selector.optional().describe('Pods with these labels belong to AI workloads: your word, so certain'),
    namespaces: z.array(namespace).default([]).describe('Every workload in these namespaces is an AI workload'),
    namespaceSelector: selector.optional().describe('Every workload in namespaces with these labels is an AI workload'),
  }),
]);

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

const kubernetes = z.strictObject({
  kubeconfig: z.string().min(1).optional().describe('The kubeconfig file; default: KUBECONFIG, ~/.kube/config, or the pod that this runs in'),
  contexts: names.default([]).describe('Contexts to read, side by side; none means the current one'),
  apiServer: z.boolean().optional().describe('Read how the API servers audit (needs deploy/kubernetes/rbac-api-server.yaml); default: only where auditPolicy or auditWebhook is given'),
  auditPolicy: hostFile.optional().describe("The API servers' audit policy (--audit-policy-file), a file on their hosts: a copy, relative to this file, or a ConfigMap that holds it; for every context that perContext gives none"),
  auditWebhook: hostFile.optional().describe("The kubeconfig of the API servers' audit webhook (--audit-webhook-config-file): a copy, relative to this file, or a ConfigMap"),
  perContext: z.record(z.string().min(1), hostFiles).optional().describe('By context: its own auditPolicy and auditWebhook'),
  probe: probe.optional().describe('Where `scan --probe` looks for the audit event of a request of its own'),
  aiWorkloads: aiWorkloads.optional().describe('Look for AI workloads (needs deploy/kubernetes/rbac-ai-workloads.yaml) and read the API servers too; true, or what else counts as one; default: no'),
  requestTimeoutSeconds: z.number().positive().default(30).describe('Seconds after which a server that does not answer is unreachable'),
  maxAttempts: z.int().positive().default(5).describe('Attempts of one request, the first included'),
});

const aws = z.strictObject({
  regions: names.default([]).describe("Regions to read, side by side; none means the profile's"),
  profile: z.string().min(1).optional().describe('Profile of the shared AWS configuration'),
  endpointUrl: z.url({ protocol: /^https?$/, message: 'expected an http or https URL' }).optional().describe('Another endpoint: a private one, or a test server'),
  requestsPerSecond: z.number().positive().default(10).describe("DescribeLogGroups requests a second, account and region; AWS's default quota is 10"),
  maxAttempts: z.int().positive().default(8).describe('Attempts of one request, the first included'),
  requestTimeoutSeconds: z.number().positive().default(30).describe('Seconds after which a server that does not answer is unreachable'),
});

const pulumi = z.strictObject({
  states: names.default([]).describe('Exported state files (pulumi stack export)'),
  stacks: names.default([]).describe('Stacks to export by the Pulumi CLI'),
});

/** A control's entry: its level and its parameters, side by side. */
export const controlEntry = (control: AnyControl) =>
  z.strictObject({
    level: z.enum(LEVELS).default(control.level ?? 'mandatory').describe('Whether a failure ends the run with 1, is only shown, or is not looked for'),
    ...(control.params as z.ZodObject).shape,
  });

/** The definition of `logproof.yaml`: validation, types, documentation and JSON Schema all come from it. */
export const configurationSchema = (controls: readonly AnyControl[]) =>
  z.strictObject({
    frameworks: z.array(z.enum(FRAMEWORK_IDS)).default([]).describe('Frameworks that the reports map to; each may raise a default'),
    controls: z
      .strictObject(Object.fromEntries(controls.map((control) => [control.id, controlEntry(control).describe(control.title).optional()])))
      .prefault({})
      .describe('Levels and parameters by control id'),
    scope: scope.prefault({}).describe('What counts'),
    sources: z.strictObject({ kubernetes: kubernetes.optional(), aws: aws.optional(), pulumi: pulumi.optional() }).prefault({}).describe('What is read'),
    waivers: z.string().min(1).optional().describe('The waivers file, relative to this one; default: waivers.yaml beside it, if there is one'),
    reports: z.partialRecord(z.enum(REPORT_FORMATS), z.string().min(1)).default({}).describe('Files to write, by format'),
  });

/** `logproof.yaml`, validated, defaults applied. */
export type Configuration = z.output<ReturnType<typeof configurationSchema>>;
export type KubernetesConfiguration = z.output<typeof kubernetes>;
/** Where a file of the API servers' hosts is found. */
export type HostFileReference = z.output<typeof hostFile>;
export type HostFileReferences = z.output<typeof hostFiles>;
export type AwsConfiguration = z.output<typeof aws>;
export type PulumiConfiguration = z.output<typeof pulumi>;

/** Defaults of a source that the file does not mention. */
export const SOURCE_SCHEMAS = { kubernetes, aws, pulumi } as const;
