/** A request with every field present. With a resource it is a resource request, else one for a URL path. */
export interface AuditRequest {
  readonly user: string;
  readonly groups: readonly string[];
  readonly verb: string;
  readonly apiGroup: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  readonly path: string;
}

/** A request with some fields given; which meaning an absent one has, its user says. */
export type PartialRequest = { readonly [K in keyof AuditRequest]?: AuditRequest[K] | undefined };

/** Fields that are empty in a request for a URL path. */
export const RESOURCE_FIELDS = ['apiGroup', 'resource', 'subresource', 'namespace', 'name'] as const;
