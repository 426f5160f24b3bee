import { isKnown, known, mapKnown, need, type Known } from '../../../core/known.js';
import type { RequiredRecord } from './coverage.js';
import { UNSEEN_SHIPPER } from '../auditing/export.js';
import { AUDIT_LEVELS, isAuditLevel } from '../../../audit-policy/vocabulary.js';
import { readsAuditSink, type EquivalentExport, type ServerVersion } from '../cluster/facts.js';

/** How events leave the cluster, in words: as seen, or, where a log is all there is, as the user says. */
export function exportOf(seen: Known<EquivalentExport | undefined>, shipper: string | undefined): Known<string | undefined> {
  const onlyLogged = !isKnown(seen) && seen.via === UNSEEN_SHIPPER.via;
  if (onlyLogged && shipper !== undefined) return known(`${shipper}, as configured`);
  return mapKnown(seen, (found) => found?.how);
}

/** What an AuditSink makes of every request. */
export interface SinkPolicy {
  readonly name: string;
  readonly level: Known<string | undefined>;
  readonly stages: Known<readonly string[]>;
}

/**
 * An AuditSink that the server reads and that records what is required: its policy is one rule for every request, and
 * it exports by itself.
 * @throws UnknownFact where it is one that was not read
 */
export function coveringSink(sinks: Known<readonly SinkPolicy[]>, version: ServerVersion, required: RequiredRecord): string | undefined {
  if (!readsAuditSink(version)) return undefined;
  return need(sinks).find(({ level, stages }) => {
    const recorded = need(level) ?? '';
    const enough = isAuditLevel(recorded) && AUDIT_LEVELS.indexOf(recorded) >= AUDIT_LEVELS.indexOf(required.level);
    return enough && required.stages.every((stage) => need(stages).includes(stage));
  })?.name;
}
