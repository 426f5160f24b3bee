import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SavedResult } from '../cli/command-line.js';
import type { PolicyViolation } from '../rig/pulumi/violations.js';

/** How many resources fail each control, written as docs/verdicts.md writes it: `log-group-encrypted`, or with `×3` where there are several. */
export interface Verdicts {
  readonly mandatory: readonly string[];
  readonly advisory: readonly string[];
}

const HEADING = '## The policy pack on real programs';

/** The rows of docs/verdicts.md, by program. */
export function promised(): Readonly<Record<string, Verdicts>> {
  const page = readFileSync(join(import.meta.dirname, '../../docs/verdicts.md'), 'utf8');
  const [, table = ''] = page.split(HEADING);
  const rows = table.split('\n').filter((line) => line.startsWith('| ')).slice(1).map((line) => line.split('|').map((cell) => cell.trim()));
  const list = (cell = ''): string[] => (cell === 'none' ? [] : cell.split(', '));
  return Object.fromEntries(rows.map(([, name = '', , mandatory, advisory]) => [name, { mandatory: list(mandatory), advisory: list(advisory) }]));
}

/** What the engine was told by the pack. What a preview does not know yet is no verdict. */
export function toldBy(violations: readonly PolicyViolation[], as: (violation: PolicyViolation) => PolicyViolation['level'] = ({ level }) => level): Verdicts {
  const judged = violations.filter(({ message }) => !message.startsWith('not judged yet'));
  const of = (level: PolicyViolation['level']): string[] => counted(judged.filter((one) => as(one) === level).map(({ policy }) => policy));
  return { mandatory: of('mandatory'), advisory: of('advisory') };
}

/** What a scan found of the same resources. */
export function foundBy({ findings }: SavedResult): Verdicts {
  const failed = findings.filter(({ outcome }) => outcome === 'fail');
  const of = (level: string): string[] => counted(failed.filter((one) => one.level === level).map(({ control }) => control));
  return { mandatory: of('mandatory'), advisory: of('advisory') };
}

function counted(controls: readonly string[]): string[] {
  const names = [...new Set(controls)].sort();
  return names.map((name) => ({ name, count: controls.filter((one) => one === name).length })).map(({ name, count }) => (count === 1 ? name : `${name} ×${count}`));
}
