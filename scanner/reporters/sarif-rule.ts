import type { ReportingDescriptor } from 'sarif';
import type { Severity } from '../../policypack/core/control.js';
import type { ControlInResult } from '../../policypack/core/result.js';
import { code, prose } from './markdown-text.js';
import { shown } from './printable.js';

/** GitHub keeps twenty tags of a rule. */
const TAGS = 20;

/** GitHub reads above 9.0 as critical, from 7.0 as high, from 4.0 as medium, below as low. */
const SECURITY_SEVERITY: { readonly [S in Severity]: string } = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0' };

/** A control as a SARIF rule. */
export function sarifRule(id: string, control: ControlInResult): ReportingDescriptor {
  const { title, severity, level, rationale, remediation, params, references } = control;
  const tags = ['security', 'compliance', 'audit-logs', ...references.map(({ framework, id: requirement }) => shown(`${framework}/${requirement}`, 100))];
  return {
    id,
    shortDescription: { text: shown(title, 1000) },
    fullDescription: { text: shown(rationale, 1000) },
    help: { text: `${shown(rationale, 1000)}\n\nFix: ${shown(remediation, 1000)}`, markdown: help(control) },
    defaultConfiguration: { enabled: level !== 'disabled', level: ruleLevel(severity, level) },
    properties: {
      tags: [...new Set(tags)].slice(0, TAGS),
      precision: 'very-high',
      'problem.severity': PROBLEM_SEVERITY[ruleLevel(severity, level)],
      'security-severity': SECURITY_SEVERITY[severity],
      params,
    },
  };
}

type SarifLevel = 'error' | 'warning' | 'note';

const MANDATORY: { readonly [S in Severity]: SarifLevel } = { critical: 'error', high: 'error', medium: 'warning', low: 'note' };
const ADVISORY: { readonly [S in Severity]: SarifLevel } = { critical: 'warning', high: 'warning', medium: 'note', low: 'note' };
const PROBLEM_SEVERITY: { readonly [L in SarifLevel]: string } = { error: 'error', warning: 'warning', note: 'recommendation' };

/** How loud a failure is; an advisory one is a step lower and never an error. */
export const ruleLevel = (severity: Severity, level: ControlInResult['level']): SarifLevel => (level === 'mandatory' ? MANDATORY : ADVISORY)[severity];

function help({ rationale, remediation, params, references }: ControlInResult): string {
  const settings = Object.entries(params).map(([name, value]) => `- ${code(name)}: ${code(JSON.stringify(value) ?? '')}`);
  const sources = references.map(({ framework, id }) => `- ${prose(framework)} ${prose(id)}`);
  return [
    prose(rationale, 1000),
    `**Fix:** ${prose(remediation, 1000)}`,
    ...(settings.length > 0 ? [`**Parameters**\n\n${settings.join('\n')}`] : []),
    ...(sources.length > 0 ? [`**Asked for by**\n\n${sources.join('\n')}`] : []),
  ].join('\n\n');
}
