/** Audit levels, least first. Source: k8s.io/apiserver/pkg/apis/audit/v1, Level. */
export const AUDIT_LEVELS = ['None', 'Metadata', 'Request', 'RequestResponse'] as const;
export type AuditLevel = (typeof AUDIT_LEVELS)[number];

/** Audit stages, in the order of a request's life. Source: k8s.io/apiserver/pkg/apis/audit/v1, Stage. */
export const AUDIT_STAGES = ['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'] as const;
export type AuditStage = (typeof AUDIT_STAGES)[number];

/** The stages of every request that goes well. */
export const USUAL_STAGES: readonly AuditStage[] = ['RequestReceived', 'ResponseComplete'];

/** Whether a request that goes well leaves no event, since both of its stages are omitted. */
export const leavesNoEvent = (omitStages: readonly AuditStage[]): boolean =>
  USUAL_STAGES.every((stage) => omitStages.includes(stage));

export const isAuditLevel = (text: string): text is AuditLevel => (AUDIT_LEVELS as readonly string[]).includes(text);
export const isAuditStage = (text: string): text is AuditStage => (AUDIT_STAGES as readonly string[]).includes(text);

/** Every verb of a request for a resource. Source: k8s.io/apiserver/pkg/endpoints/request/requestinfo.go, NewRequestInfo. */
export const RESOURCE_VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'] as const;
export type ResourceVerb = (typeof RESOURCE_VERBS)[number];
export const isResourceVerb = (text: string): text is ResourceVerb => (RESOURCE_VERBS as readonly string[]).includes(text);

/** Verbs of requests for paths, in the order of how telling an example they make. */
export const HTTP_METHODS: readonly string[] = ['get', 'post', 'put', 'head', 'patch', 'delete', 'options', 'trace'];

/** Names as DNS has them, whatever their length. Source: k8s.io/apimachinery/pkg/util/validation, IsDNS1123Subdomain. */
export const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
