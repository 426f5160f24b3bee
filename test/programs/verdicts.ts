import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SavedResult } from '../cli/command-line.js';
import type { PolicyViolation } from '../rig/pulumi/violations.js';

/** What is said of a program, as docs/verdicts.md writes it. */
export interface Verdicts {
  /** Controls that fail: `log-group-encrypted`, or with `×3` where several resources do. */
  readonly mandatory: readonly string[];
  readonly advisory: readonly string[];
  /** Controls that only a scan of the live system can settle. */
  readonly unknown: readonly string[];
}

const HEADING = '## The policy pack on real programs';

/** The rows of docs/verdicts.md, by program. */
export function promised(): Readonly<Record<string, Verdicts>> {
  const page = readFileSync(join(import.meta.dirname, '../../docs/verdicts.md'), 'utf8');
  const [, table = ''] = page.split(HEADING);
  const rows = table.split('\n').filter((line) => line.startsWith('| ')).slice(1).map((line) => line.split('|').map((cell) => cell.trim()));
  const list = (cell = ''): string[] => (cell === 'none' ? [] : cell.split(', '));
  return Object.fromEntries(rows.map(([, name = '', , mandatory, advisory, unknown]) => [name, { mandatory: list(mandatory), advisory: list(advisory), unknown: list(unknown) }]));
}

/** What the pack told the engine. */
export interface Told {
  readonly violations: readonly PolicyViolation[];
  /** The names of the program's resources: what fails several of them is told once, with their names. */
  readonly resources: ReadonlySet<string>;
}

/**
 * What the engine was told.
 * @param refused controls that are mandatory, although they were let through as remarks
 */
export function toldBy({ violations, resources }: Told, refused: ReadonlySet<string> = new Set()): Verdicts {
  const [open, judged] = [true, false].map((isOpen) => violations.filter(({ message }) => message.startsWith('not judged yet') === isOpen)) as [PolicyViolation[], PolicyViolation[]];
  const failing = (level: string): string[] =>
    counted(judged.filter((one) => (refused.has(one.policy) ? 'mandatory' : one.level) === level).flatMap((one) => Array<string>(failingIn(one, resources)).fill(one.policy)));
  return { mandatory: failing('mandatory'), advisory: failing('advisory'), unknown: unique(open.map(({ policy }) => policy)) };
}

/** How many resources a violation is about: `kept 7 days, 365 required: web, worker; class DELIVERY: old`. */
function failingIn({ message }: PolicyViolation, resources: ReadonlySet<string>): number {
  const [said = ''] = message.split('\n');
  const named = said.split('; ').map((part) => part.slice(part.lastIndexOf(': ') + 2).split(', ')).filter((names) => names.every((name) => resources.has(name)));
  return Math.max(named.flat().length, 1);
}

/** What a scan found of the same resources. */
export function foundBy({ findings }: SavedResult): Verdicts {
  const failing = (level: string): string[] => counted(findings.filter((one) => one.outcome === 'fail' && one.level === level).map(({ control }) => control));
  return { mandatory: failing('mandatory'), advisory: failing('advisory'), unknown: unique(findings.filter(({ outcome }) => outcome === 'unknown').map(({ control }) => control)) };
}

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();

const counted = (controls: readonly string[]): string[] =>
  unique(controls).map((name) => ({ name, count: controls.filter((one) => one === name).length })).map(({ name, count }) => (count === 1 ? name : `${name} ×${count}`));
