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

/** As many names, and as many different messages, are said; of the rest, how many they are. */
const LISTED = 5;
const SAID = 3;

/**
 * Findings in the words of a deployment: what was found and is required, how to fix it, where to read more. One a control, its
 * level and its waiver, however many resources it is about; in the same order in every run.
 * @param explained controls of which it was said how to fix them, and why: once is enough
 * @param named when the names of what a waiver may cover will be known: later in the same deployment, or never in it
 */
export function notices(verdicts: readonly ResourceVerdict[], explained: Set<string>, named: 'later' | 'never'): Notice[] {
  const waits = ({ mayBeWaived }: Finding): string | undefined => (named === 'later' ? mayBeWaived : undefined);
  const levelOf = (finding: Finding): Notice['level'] => (finding.waiver || waits(finding) !== undefined || finding.level === 'advisory' ? 'advisory' : 'mandatory');
  return groups(verdicts, ({ finding }) => `${finding.control} ${levelOf(finding)} ${JSON.stringify(finding.waiver ?? waits(finding) ?? '')}`).map((group) => {
    const [{ finding, urn }] = group;
    const said = saidOf(group);
    const message = finding.waiver ? waived(said, finding.waiver) : undecided([said, ...advice(finding, explained)].join('\n'), waits(finding));
    return { policy: finding.control, level: levelOf(finding), severity: finding.severity, message, ...(group.length === 1 && urn !== undefined && { urn }) };
  });
}

const undecided = (said: string, waiver: string | undefined): string =>
  waiver === undefined ? said : `waiver ${waiver} may cover it, whose name is not known yet: settled in the same pulumi up\nWithout the waiver: ${said}`;

function advice({ control, remediation }: Finding, explained: Set<string>): string[] {
  if (explained.has(control)) return [];
  explained.add(control);
  return [`Fix: ${remediation}`, `Why, and what it maps to: logproof controls show ${control}`];
}

const waived = (said: string, { expires, approver, owner, reason }: NonNullable<Finding['waiver']>): string =>
  `waived until ${expires}, approved by ${approver} for ${owner}: ${reason}\nWithout the waiver: ${said}`;

/** What was found; of several resources with which of them, and how many more. */
function saidOf(group: Group): string {
  if (group.length === 1) return messageOf(group[0]);
  const alike = groups(group, messageOf, inOrder);
  const rest = alike.slice(SAID).flat().length;
  return [...alike.slice(0, SAID).map((those) => withNames(messageOf(those[0]), those)), ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}

const messageOf = ({ finding: { message, subject } }: ResourceVerdict): string =>
  subject.kind === 'logproof.waiver' ? `waiver of ${subject.name}: ${message}` : message;

const withNames = (message: string, verdicts: readonly ResourceVerdict[]): string =>
  verdicts.some(({ urn }) => urn !== undefined) ? `${message}: ${listed(verdicts.map(nameOf))}` : message;

/** What one control could not judge, and nobody settles by itself: said once however many resources it touches. */
export function unsettled(verdicts: readonly ResourceVerdict[]): Notice[] {
  return groups(verdicts, controlOf).map((group) => {
    const [{ finding, urn }] = group;
    return {
      policy: finding.control,
      level: 'advisory',
      severity: finding.severity,
      message: `not judged yet, not known: ${missing(group)}\n${group.some(settles) ? LEFT_OUT : 'A scan of the live system judges it: logproof scan'}`,
      ...(group.length === 1 && urn !== undefined && { urn }),
    };
  });
}

/** What an update does not know, it did not make. */
const LEFT_OUT = 'The pulumi up that makes it judges it.';

/** What a preview could not judge and the same `pulumi up` will, in one line. */
export function settling(verdicts: readonly ResourceVerdict[]): string[] {
  const waiting = groups(verdicts, controlOf).map((group) => `${controlOf(group[0])} (${missing(group)})`);
  return waiting.length === 0 ? [] : [`not judged yet, the same pulumi up does as soon as it is known: ${waiting.join('; ')}`];
}

/** Whether what is not known now is known at the end of the same `pulumi up`. */
export const settles = ({ finding }: ResourceVerdict): boolean => finding.evidence['reason'] === 'preview';

const controlOf = ({ finding }: ResourceVerdict): string => finding.control;

const missing = (group: Group): string =>
  groups(group, ({ finding }) => String(finding.evidence['via'] ?? 'a value'))
    .map((those) => `${String(those[0].finding.evidence['via'] ?? 'a value')} of ${listed(those.map(nameOf))}`)
    .join('; ');

const nameOf = ({ urn }: ResourceVerdict): string => (urn === undefined ? 'the stack' : partsOfUrn(urn).name);

function listed(all: readonly string[]): string {
  const names = [...new Set(all)];
  return names.length <= LISTED ? names.join(', ') : `${names.slice(0, LISTED).join(', ')} and ${names.length - LISTED} more`;
}

/** `g2` before `g10`, whatever the order in which the engine came by them. */
const NATURAL = new Intl.Collator('en', { numeric: true });
const compare = (one: string, other: string): number => NATURAL.compare(one, other) || (one < other ? -1 : Number(one > other));
const inOrder = (one: ResourceVerdict, other: ResourceVerdict): number => compare(nameOf(one), nameOf(other)) || compare(one.urn ?? '', other.urn ?? '') || compare(one.key, other.key);

type Group = readonly [ResourceVerdict, ...ResourceVerdict[]];

/** Verdicts with the same key together, sorted; the groups by their key, or as their first are. */
function groups(verdicts: readonly ResourceVerdict[], keyOf: (verdict: ResourceVerdict) => string, byFirst?: typeof inOrder): Group[] {
  const found = new Map<string, [ResourceVerdict, ...ResourceVerdict[]]>();
  for (const verdict of [...verdicts].sort(inOrder)) {
    const group = found.get(keyOf(verdict));
    if (group) group.push(verdict);
    else found.set(keyOf(verdict), [verdict]);
  }
  const all = [...found].sort(([one, [first]], [other, [second]]) => (byFirst ? byFirst(first, second) : compare(one, other)));
  return all.map(([, group]) => group);
}
