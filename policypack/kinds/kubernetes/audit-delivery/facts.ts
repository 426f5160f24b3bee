import type { Known } from '../../../core/known.js';

/** The links of the chain from a request to the log group, in order. */
export const AUDIT_LINKS = ['audited', 'exported', 'stored'] as const;
export type AuditLink = (typeof AUDIT_LINKS)[number];

/** An audit event (`audit.k8s.io/v1`), as far as a probe looks into one. Allow-listed fields: never the message itself. */
export interface SeenEvent {
  readonly auditID: string;
  readonly level: string;
  readonly stage: string;
  readonly user: string;
  readonly verb: string;
  /** When the API server received the request, by its own clock (RFC 3339). */
  readonly requestReceived: string;
  /** The HTTP status that the request was answered with; absent in events of a stage before the answer. */
  readonly responseCode?: number;
}

/** An audit event that was found where it should be. */
export interface DeliveredEvent extends SeenEvent {
  readonly logStream: string;
  /** From the request to the log group's taking it in, by the clocks of two machines. Milliseconds. */
  readonly ingestedAfterMs: number;
  /** From the request to its being seen here. Milliseconds. */
  readonly seenAfterMs: number;
}

/** Why an event did not arrive, as far as what was read tells. */
export interface BrokenChain {
  /** The links that may be broken: one where the evidence tells which, else every one that is left. */
  readonly broken: readonly AuditLink[];
  /** What was found, in one sentence. */
  readonly because: string;
  readonly advice: string;
  /** Everything that was looked at and what it said, in lines. */
  readonly seen: readonly string[];
}

/** What became of one request's audit event. */
export interface AuditDelivery {
  readonly logGroup: string;
  readonly region: string;
  /** The name that only this request asked for. */
  readonly probe: string;
  /** How long the event was waited for. */
  readonly timeoutSeconds: number;
  readonly event?: DeliveredEvent;
  /** Set where there is no event. */
  readonly chain?: BrokenChain;
}

/** A probe of a cluster: one request, and whether its audit event arrived. */
export interface AuditDeliveryFacts {
  readonly delivery: Known<AuditDelivery>;
}

/** `not exported`, or `not audited or not stored` where the evidence does not tell which. */
export const brokenLinks = ({ broken }: Pick<BrokenChain, 'broken'>): string => broken.map((link) => `not ${link}`).join(' or ');

/** `1.9 s`, `350 ms`. */
export const durationText = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);
