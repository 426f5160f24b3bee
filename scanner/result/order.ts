import type { Drift, Finding, InventoryItem, SubjectReference } from '../../policypack/core/result.js';

/** Negative, zero or positive, as `Array.prototype.sort` takes it. */
export type Compare<T> = (a: T, b: T) => number;

/** By code unit, not by locale: the same bytes on every machine. */
const text = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const subject = (a: SubjectReference, b: SubjectReference): number =>
  text(a.scope, b.scope) || text(a.id, b.id) || text(a.origin, b.origin) || text(a.kind, b.kind);

/** The order of findings in every report: by control, then place, then subject. */
export const compareFindings: Compare<Finding> = (a, b) =>
  text(a.control, b.control) || subject(a.subject, b.subject) || text(a.outcome, b.outcome) || text(a.message, b.message);

/** The order of drift in every report: by place, then subject, then what changed. */
export const compareDrift: Compare<Drift> = (a, b) =>
  subject(a.subject, b.subject) || text(a.change, b.change) || text(a.path ?? '', b.path ?? '') || text(a.stack ?? '', b.stack ?? '');

/** The order of the inventory in every report: by place, then subject. */
export const compareInventory: Compare<InventoryItem> = (a, b) => subject(a.subject, b.subject);
