import type { Tree } from '../../../policypack/kinds/declared/property-tree.js';
import { AUDIT_SINK_API } from '../../render/index.js';

/** A Service, as a sink names it. */
export interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

/** An AuditSink as it was found, not yet checked. */
export interface FoundSink {
  readonly name: string;
  /** Where it stands, for messages. */
  readonly where: string;
  readonly tree: Tree;
  /** The ClusterIP of a Service, where the source knows it. */
  addressOf?(service: ServiceName): Promise<string | undefined> | string | undefined;
}

/** All that a source holds. */
export interface FoundSinks {
  readonly where: string;
  readonly sinks: readonly FoundSink[];
}

/** A cluster that could not be read: no mistake of the user's. */
export class UnreadCluster extends Error {
  override readonly name = 'UnreadCluster';
}

/** The objects of a list, such as kubectl prints; any other object is itself. */
export function items(object: unknown): unknown[] {
  const { kind, items: listed } = (object ?? {}) as { kind?: unknown; items?: unknown };
  if ((kind !== 'List' && kind !== 'AuditSinkList') || !Array.isArray(listed)) return [object];
  return kind === 'List' ? listed : listed.map(asAuditSink);
}

/** Servers and programs leave the kind out of a typed list's items. */
export const asAuditSink = (object: unknown): unknown =>
  typeof object === 'object' && object !== null ? { apiVersion: AUDIT_SINK_API, kind: 'AuditSink', ...object } : object;

/** An object's name, or words that say there is none. */
export function nameOf(object: unknown): string {
  const name = (object as { metadata?: { name?: unknown } } | null)?.metadata?.name;
  return typeof name === 'string' ? name : '(without a name)';
}
