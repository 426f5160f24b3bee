import type { Finding } from '../core/result.js';
import type { Level, Severity } from '../core/control.js';
import { partsOfUrn } from '../kinds/declared/urn.js';
import type { ResourceVerdict } from './verdicts.js';

/** A violation or a note, as the engine shows it. */
export interface Notice {
  readonly policy: string;
  readonly level: Exclude<Level, 'disabled'>;
  readonly severity: Severity;
  readonly message: string;
  /** The resource that it is about; the engine shows it at the stack where there is none. */
  readonly urn?: string;
}

/**
 * A finding in the words of a deployment: what was found and is required, how to fix it, where to read more.
 * @param settled when the name of what a waiver may cover will be known: later in the same deployment, or never in it
 */
export function notice({ finding, urn }: ResourceVerdict, settled: 'later' | 'never'): Notice {
  const waits = settled === 'later' ? finding.mayBeWaived : undefined;
  return {
    policy: finding.control,
    level: finding.waiver || waits !== undefined || finding.level === 'advisory' ? 'advisory' : 'mandatory',
    severity: finding.severity,
    message: finding.waiver ? waived(finding, finding.waiver) : waits === undefined ? violation(finding) : undecided(finding, waits),
    ...(urn !== undefined && { urn }),
  };
}

const violation = ({ control, message, remediation, subject }: Finding): string =>
  [
    subject.kind === 'logproof.waiver' ? `waiver of ${subject.name}: ${message}` : message,
    `Fix: ${remediation}`,
    `Why, and what it maps to: logproof controls show ${control}`,
  ].join('\n');

const waived = ({ message }: Finding, { expires, approver, owner, reason }: NonNullable<Finding['waiver']>): string =>
  `waived until ${expires}, approved by ${approver} for ${owner}: ${reason}\nWithout the waiver: ${message}`;

const undecided = (finding: Finding, waiver: string): string =>
  `waiver ${waiver} may cover it, whose name is not known yet: settled in the same pulumi up\nWithout the waiver: ${violation(finding)}`;

const LISTED = 5;

/** What one control could not judge, said once however many resources it touches, and who settles it. */
export function unsettled(verdicts: readonly ResourceVerdict[], preview: boolean): Notice {
  const [first] = verdicts as readonly [ResourceVerdict, ...ResourceVerdict[]];
  const byPath = new Map<string, string[]>();
  for (const { finding, urn } of verdicts) {
    const path = String(finding.evidence['via'] ?? 'a value');
    byPath.set(path, [...(byPath.get(path) ?? []), urn === undefined ? 'the stack' : partsOfUrn(urn).name]);
  }
  const missing = [...byPath].map(([path, names]) => `${path} of ${listed(names)}`).join('; ');
  const comes = verdicts.some(({ finding }) => finding.evidence['reason'] === 'preview');
  return {
    policy: first.finding.control,
    level: 'advisory',
    severity: first.finding.severity,
    message: `not judged yet, not known: ${missing}\n${comes ? settledBy(preview) : 'A scan of the live system judges it: logproof scan'}`,
    ...(verdicts.length === 1 && first.urn !== undefined && { urn: first.urn }),
  };
}

/** What an update does not know, it did not make. */
const settledBy = (preview: boolean): string =>
  preview ? 'The same pulumi up judges it as soon as it is known.' : 'The pulumi up that makes it judges it.';

const listed = (names: readonly string[]): string =>
  names.length <= LISTED ? names.join(', ') : `${names.slice(0, LISTED).join(', ')} and ${names.length - LISTED} more`;
