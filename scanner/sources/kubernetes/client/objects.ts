import * as z from 'zod';

// What Kubernetes itself makes of objects before it stores and serves them: an answer that is otherwise comes from something else.
// Source: k8s.io/apimachinery, meta/v1; k8s.io/api, core/v1. What a custom resource holds beside its metadata is its author's.

const TEXTS = z.record(z.string(), z.string());

/** Source: meta/v1, ObjectMeta. */
const METADATA = z.looseObject({
  name: z.string().min(1),
  namespace: z.string().min(1).optional(),
  labels: TEXTS.optional(),
  annotations: TEXTS.optional(),
  deletionTimestamp: z.string().optional(),
  ownerReferences: z.array(z.looseObject({ apiVersion: z.string(), kind: z.string().min(1), name: z.string().min(1), controller: z.boolean().optional() })).optional(),
});

/** An object of any kind. */
export const OBJECT = z.looseObject({ metadata: METADATA });

/** An object as every kind has it. */
export interface ListedObject {
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** One object, which has to be the one that was asked for. */
export const objectNamed = (name: string) => z.looseObject({ metadata: METADATA.extend({ name: z.literal(name) }) });

/** A page of a list, as far as every list goes. */
export interface ListAnswer {
  readonly metadata: { readonly continue?: string };
  readonly items: readonly ListedObject[];
}

/** A page of a list of such objects. What remains is said together with how to go on. Source: meta/v1, ListMeta. */
export const listOf = (item: z.ZodType = OBJECT): z.ZodType<ListAnswer> =>
  z.looseObject({
    kind: z.string().endsWith('List').optional(),
    metadata: z
      .looseObject({ continue: z.string().optional(), remainingItemCount: z.int().nonnegative().optional() })
      .refine(({ continue: token, remainingItemCount: remaining = 0 }) => remaining === 0 || Boolean(token)),
    items: z.array(item),
  }) as unknown as z.ZodType<ListAnswer>;

const QUANTITIES = z.record(z.string(), z.union([z.string(), z.number()]));

const CONTAINER = z.looseObject({
  name: z.string().min(1),
  image: z.string().optional(),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).optional(),
  envFrom: z.array(z.looseObject({})).optional(),
  resources: z.looseObject({ limits: QUANTITIES.optional(), requests: QUANTITIES.optional() }).optional(),
  volumeMounts: z.array(z.looseObject({ mountPath: z.string() })).optional(),
});

const POD_SPEC = z.looseObject({
  containers: z.array(CONTAINER).min(1),
  initContainers: z.array(CONTAINER).optional(),
  ephemeralContainers: z.array(CONTAINER).optional(),
  volumes: z.array(z.looseObject({ name: z.string() })).optional(),
  serviceAccountName: z.string().optional(),
  nodeSelector: TEXTS.optional(),
});

/** Source: core/v1, Pod. */
export const POD = z.looseObject({
  metadata: METADATA,
  spec: POD_SPEC,
  status: z
    .looseObject({
      phase: z.string().optional(),
      hostIP: z.string().optional(),
      podIP: z.string().optional(),
      podIPs: z.array(z.looseObject({ ip: z.string() })).optional(),
      containerStatuses: z.array(z.looseObject({ name: z.string(), state: z.looseObject({ waiting: z.looseObject({ reason: z.string().optional() }).optional(), terminated: z.looseObject({}).optional() }).optional() })).optional(),
    })
    .optional(),
});

const TEMPLATE = z.looseObject({ metadata: z.looseObject({ labels: TEXTS.optional() }).optional(), spec: POD_SPEC });

/** An object of Kubernetes' own that makes pods. Source: apps/v1, batch/v1. */
export const WITH_TEMPLATE = z.looseObject({ metadata: METADATA, spec: z.looseObject({ template: TEMPLATE }) });
/** Source: batch/v1, CronJob. */
export const CRON_JOB = z.looseObject({ metadata: METADATA, spec: z.looseObject({ jobTemplate: z.looseObject({ spec: z.looseObject({ template: TEMPLATE }) }) }) });

/** Source: core/v1, ConfigMap. */
export const configMapNamed = (name: string) => objectNamed(name).extend({ data: TEXTS.optional() });

/** Which resources a version of a group has. Source: meta/v1, APIResourceList. */
export const RESOURCES = z.looseObject({
  kind: z.literal('APIResourceList'),
  resources: z.array(z.looseObject({ name: z.string().min(1), kind: z.string(), namespaced: z.boolean(), verbs: z.array(z.string()) })),
});
