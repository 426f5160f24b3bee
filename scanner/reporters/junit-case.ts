import type { Finding, GapInResult, Nouns } from '../../policypack/core/result.js';
import { shown } from './printable.js';
import { standing, type Standing } from './standing.js';
import { characters, element, type Attributes } from './xml.js';
import { counted, evidenceText, number, placeText, reasonText, scopeText } from './words.js';

/** One test case, and how it ends. */
export interface Case {
  readonly ending: 'passed' | 'failure' | 'error' | 'skipped';
  readonly xml: string;
}

interface Told {
  readonly classname: string;
  readonly name: string;
  readonly file?: string;
  readonly message?: string;
  readonly type?: string;
  readonly text?: string;
}

function testCase(ending: Case['ending'], { message, type, text = '', ...told }: Told): Case {
  const attributes: Attributes = { ...told, time: 0 };
  if (ending === 'passed') return { ending, xml: element('testcase', attributes) };
  return { ending, xml: element('testcase', attributes, element(ending, { message, type }, characters(text))) };
}

/** Subjects that pass are counted, not listed: there may be a million. */
export const passCases = (control: string, count: number): Case[] =>
  count === 0 ? [] : [testCase('passed', { classname: control, name: `${counted(count, 'subject')} ${count === 1 ? 'passes' : 'pass'}` })];

/** What was not read is an error: no verdict stands behind it. */
export const gapCase = ({ kind, scope, reason, detail, affects }: GapInResult, { noun }: Nouns): Case =>
  testCase('error', {
    classname: 'logproof.gaps',
    name: `${noun(kind)}s of ${shown(scope)}`,
    message: `could not be read: ${reasonText(reason)}: ${shown(detail, 1000)}`,
    type: reason,
    text: affects.length > 0 ? `leaves unjudged: ${affects.map((id) => shown(id)).join(', ')}` : '',
  });

/** What was declared and no control judges: it fails nothing, and is no pass. */
export const unjudgedCase = (line: string): Case => testCase('skipped', { classname: 'logproof.not-judged', name: 'declared, of AI or audit logs, and not judged', message: line });

/**
 * How a case ends by where its finding stands. A failed case fails a pipeline, which an advisory or a waived finding never
 * does: these are skipped, and say why.
 */
const ENDINGS: { readonly [S in Standing]: Case['ending'] } = {
  failing: 'failure',
  error: 'error',
  unknown: 'error',
  advisory: 'skipped',
  waived: 'skipped',
  'not-applicable': 'skipped',
  pass: 'passed',
};

/** A finding as a case. */
export function findingCase(finding: Finding): Case {
  const { control, severity, subject, message, outcome, waiver } = finding;
  const found = shown(message, 1000);
  const ending = ENDINGS[standing(finding)];
  const waived = waiver && `waived until ${waiver.expires}: ${shown(waiver.reason)} (${shown(waiver.owner)}, approved by ${shown(waiver.approver)}): ${found}`;
  return testCase(ending, {
    classname: control,
    name: `${shown(subject.name)} [${scopeText(subject)}]`,
    ...(subject.location && { file: shown(subject.location.file) }),
    message: waived ?? (standing(finding) === 'advisory' ? `advisory: ${found}` : found),
    ...(ending !== 'skipped' && { type: ending === 'error' ? outcome : severity, text: details(finding) }),
  });
}

function details(finding: Finding): string {
  const { subject, remediation, fingerprint } = finding;
  const evidence = evidenceText(finding);
  const place = placeText(subject);
  return [
    `subject: ${shown(subject.id, 2000)}`,
    ...(place ? [`declared at: ${place}`] : []),
    ...(evidence ? [`evidence: ${evidence}`] : []),
    `fix: ${shown(remediation, 1000)}`,
    `fingerprint: ${shown(fingerprint)}`,
  ].join('\n');
}

/** What got no case of its own ends as it would have: a failure that is left out stays a failure. */
export const leftOutCase = (control: string, count: number, kind: Standing): Case =>
  testCase(ENDINGS[kind], {
    classname: control,
    name: `${number(count)} more ${kind}`,
    message: `${number(count)} more ${kind}: --report json has them all`,
  });
