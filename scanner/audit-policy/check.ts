import {
  excesses,
  holes,
  type AuditRequest,
  type Dialect,
  type Hole,
  type Scope,
} from '../../policypack/audit-policy/index.js';
import type { AuditLevel, AuditStage } from '../../policypack/audit-policy/vocabulary.js';
import { byRule, inOrder, type HolesOfRule } from './by-rule.js';
import { classLines, decisionText, requestText } from './class-text.js';
import type { Output } from './output.js';
import type { PolicyFile } from './policy-file.js';

/** What to check: that all of the scope is logged well enough, or (`atMost`) that none of it is logged too much. */
export interface Check {
  readonly policy: PolicyFile;
  readonly require: AuditLevel;
  readonly stages: readonly AuditStage[];
  readonly atMost: AuditLevel | undefined;
  readonly scope: Scope;
  readonly dialect: Dialect;
  readonly output: Output;
  /** Whether a text lists every class, or one for each rule. */
  readonly all: boolean;
}

/** A report and how the command ends. */
export interface Outcome {
  readonly text: string;
  readonly exitCode: 0 | 1;
}

/** Checks a policy: exit code 0 when proven, 1 when there are holes. */
export function check(asked: Check): Outcome {
  const { policy, require, stages, atMost, scope, dialect, output } = asked;
  const search = (of: Scope) =>
    atMost === undefined
      ? holes(policy.policy, { level: require, stages, scope: of }, { dialect })
      : excesses(policy.policy, { level: atMost, scope: of }, { dialect });
  const found = byRule(search(scope), scope, search);
  return { text: RENDERINGS[output](found, asked), exitCode: found.length === 0 ? 0 : 1 };
}

const RENDERINGS: Readonly<Record<Output, (found: readonly HolesOfRule[], asked: Check) => string>> = {
  text: report,
  json: (found) => `${JSON.stringify({ proven: found.length === 0, holes: inOrder(found).map(publishedHole) }, null, 2)}\n`,
  ndjson: (found) => inOrder(found).map((hole) => `${JSON.stringify(publishedHole(hole))}\n`).join(''),
};

const publishedHole = ({ witness, level, omitStages, rule, class: shared, exact }: Hole) => ({
  witness: withoutEmpty(witness),
  level,
  omitStages,
  rule,
  class: shared,
  ...(!exact && { exact }),
});

/** Absent means empty. */
const withoutEmpty = (request: AuditRequest): Partial<AuditRequest> =>
  Object.fromEntries(Object.entries(request).filter(([, value]) => value.length > 0));

function report(found: readonly HolesOfRule[], asked: Check): string {
  const { policy, scope } = asked;
  const everything = scope.some((entry) => Object.keys(entry).length === 0);
  const requests = everything ? 'Every request' : 'Every request in scope';
  if (found.length === 0) return `${policy.file}: proven. ${requests} is ${demand(asked)}.\n`;
  const whole = inOrder(found);
  const count = whole.length === 1 ? '1 class of requests is not' : `${whole.length} classes of requests are not`;
  const place = (rule: number) => `${policy.file}:${policy.lineOf(['rules', rule])}`;
  const sections = asked.all
    ? whole.map((hole, index) => section({ hole, example: hole.witness, all: [hole] }, index + 1, place))
    : found.map((group, index) => section(group, index + 1, place));
  return `${policy.file}: not proven. ${count} ${demand(asked)}.\n\n${sections.join('\n')}`;
}

function demand({ require, stages, atMost }: Check): string {
  if (atMost !== undefined) return AT_MOST[atMost];
  const level = require === 'RequestResponse' ? 'RequestResponse' : `${require} or above`;
  const included = stages.length > 0 ? `, ${stages.length > 1 ? 'stages' : 'stage'} ${stages.join(' and ')} included` : '';
  return `logged at ${level}${included}`;
}

const AT_MOST: Readonly<Record<AuditLevel, string>> = {
  None: 'kept out of the log',
  Metadata: 'logged at Metadata or below',
  Request: 'logged at Request or below',
  RequestResponse: 'logged at any level',
};

function section({ hole, example, all }: HolesOfRule, number: number, place: (rule: number) => string): string {
  const [first, ...rest] = classLines(hole.class);
  const indent = ' '.repeat(18);
  return [
    `${number}. ${decisionText(hole, place)}`,
    `   ${hole.exact ? 'Requests with   ' : 'Requests within '}${first}`,
    ...rest.map((line) => `${indent} ${line}`),
    `   For example     ${requestText(example)}`,
    ...(all.length > 1 ? [`   and ${all.length - 1} more ${all.length > 2 ? 'classes' : 'class'} by the same rule: --all lists them`] : []),
    '',
  ].join('\n');
}
