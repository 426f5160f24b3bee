import { gap, known } from '../../../../core/known.js';
import type { Fact } from '../../../../core/fact.js';
import type { AuditPolicyFacts, DeclaredApiServerFacts, UnreadConfigMapFacts } from '../../auditing/files.js';
import type { Tree } from '../../../declared/property-tree.js';
import { common } from '../../../declared/objects.js';
import type { DeclaredResource } from '../../../declared/resource.js';

/** A place in a resource: the resource, the stack, and how a report names what is there. */
export interface Place {
  readonly resource: DeclaredResource;
  readonly scope: string;
  readonly id: string;
  readonly name: string;
}

/** No text of these is judged: a ConfigMap's, or a cluster's, are not ours, and are read for what they say of auditing. */
const base = ({ resource, scope, id, name }: Place) => ({ ...common(resource, scope, {} as Tree), id, name });

/** What is known of a declared kube-apiserver of the user's own. */
export type OwnServer = Pick<DeclaredApiServerFacts, 'flags' | 'version' | 'policy' | 'webhook'>;

/** A kube-apiserver whose flags a resource declares. */
export const declaredApiServer = (place: Place, from: string, facts: OwnServer): Fact<'kubernetes.declared-api-server'> => ({
  ...base(place),
  kind: 'kubernetes.declared-api-server',
  facts: { ...facts, flagsFrom: known(from), managed: known(undefined), otherExport: known(undefined) },
});

/** A policy that stands alone. */
export const declaredAuditPolicy = (place: Place, facts: Omit<AuditPolicyFacts, 'version'>): Fact<'kubernetes.audit-policy'> => ({
  ...base(place),
  kind: 'kubernetes.audit-policy',
  facts: { ...facts, version: gap('unsupported', 'the version of the servers that read this policy') },
});

/** A ConfigMap whose contents are not known. */
export const unreadConfigMap = (place: Place, facts: UnreadConfigMapFacts): Fact<'kubernetes.unread-config-map'> => ({
  ...base(place),
  kind: 'kubernetes.unread-config-map',
  facts,
});
