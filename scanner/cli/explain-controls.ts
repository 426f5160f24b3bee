import Table from 'cli-table3';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import { CONTROLS } from '../../policypack/controls/index.js';
import { describeControl, type DescribedControl, type DescribedParameter } from '../../policypack/core/describe-control.js';
import { FRAMEWORKS, type FrameworkId } from '../../policypack/frameworks/index.js';
import type { CommandContext } from './context.js';

/** The flags of `logproof controls`. */
export interface ControlsFlags {
  readonly output: 'text' | 'json';
}

/**
 * Prints all controls, one a line, or as JSON.
 * @returns the exit code
 */
export async function listControls({ output }: ControlsFlags, { stdout, width }: CommandContext): Promise<number> {
  await stdout(listing(output === 'json', width));
  return 0;
}

function listing(asJson: boolean, width: number): string {
  const described = CONTROLS.map(describeControl);
  if (asJson) return `${JSON.stringify(described, null, 2)}\n`;
  return `${asTable(described, width) ?? asLines(described)}\nlogproof controls show ID explains one.\n`;
}

/** Columns that a title can still be read in. */
const NARROWEST_TITLE = 24;

/** An id is copied into a configuration: its column is as wide as the longest. Undefined where titles then find no room. */
function asTable(described: readonly DescribedControl[], width: number): string | undefined {
  const widest = (name: 'id' | 'severity' | 'level'): number => Math.max(...described.map((each) => each[name].length), name.length) + PADDING;
  const narrow = [widest('id'), widest('severity'), widest('level')];
  const title = width - narrow.reduce((sum, each) => sum + each) - BORDERS;
  if (title < NARROWEST_TITLE) return undefined;
  const table = new Table({ head: ['Control', 'Severity', 'Level', 'Requires'], style: { head: [], border: [], compact: true }, wordWrap: true, colWidths: [...narrow, title] });
  for (const { id, severity, level, title: requires } of described) table.push([id, severity, level, requires]);
  return `${table.toString()}\n`;
}

/** On both sides of a cell. */
const PADDING = 2;
/** Of a table of four columns. */
const BORDERS = 5;

const asLines = (described: readonly DescribedControl[]): string =>
  described.map(({ id, severity, level, title }) => `${id}\n  ${severity}, ${level}: ${title}\n`).join('');

/**
 * Explains one control.
 * @returns the exit code
 * @throws InputMistake for an id that does not exist, with those that come near
 */
export async function showControl(id: string, { output }: ControlsFlags, { stdout }: CommandContext): Promise<number> {
  const control = CONTROLS.find((known) => known.id === id);
  if (!control) throw new InputMistake(`no control "${id}".${nearest(id)} \`logproof controls\` lists all.`);
  const described = describeControl(control);
  await stdout(output === 'json' ? `${JSON.stringify(described, null, 2)}\n` : explain(described));
  return 0;
}

/** Up to three ids that share the most words with what was asked for. */
function nearest(id: string): string {
  const words = id.toLowerCase().split(/[^a-z]+/).filter((word) => word.length > 2);
  const shared = (control: { readonly id: string }): number => words.filter((word) => control.id.includes(word)).length;
  const near = CONTROLS.filter((control) => shared(control) > 0).sort((a, b) => shared(b) - shared(a)).slice(0, 3);
  return near.length > 0 ? ` Did you mean ${near.map((control) => control.id).join(', ')}?` : '';
}

function explain({ id, title, severity, level, subjects, rationale, remediation, references, parameters, byScope }: DescribedControl): string {
  const lines = [
    id,
    `  ${title}`,
    '',
    `Severity    ${severity}`,
    `Level       ${level} (unless configured)`,
    `Judges      ${subjects.join(', ')}`,
    '',
    'Why',
    `  ${rationale}`,
    '',
    'How to fix it',
    `  ${remediation}`,
    '',
    'Parameters',
    ...(parameters.length > 0 ? parameters.map(parameter) : ['  none']),
    '',
    'Frameworks',
    ...Object.entries(references).map(([framework, ids]) => `  ${FRAMEWORKS[framework as FrameworkId].title}: ${ids.join(', ')}`),
    '',
    'Configure it in logproof.yaml',
    `  controls:`,
    `    ${id}: { ${['level: ' + level, ...parameters.filter((entry) => entry.default !== undefined).map((entry) => `${entry.name}: ${JSON.stringify(entry.default)}`)].join(', ')} }`,
    ...(byScope ? ['or by log group, where the first entry that takes one holds for it:', '  controls:', `    ${id}:`, `      - { scope: { include: ["/aws/bedrock/**"], tags: {} }, level: ${level} }`, `      - { level: advisory }`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const parameter = ({ name, description, ...rest }: DescribedParameter): string =>
  `  ${name} (default: ${rest.default === undefined ? 'none' : JSON.stringify(rest.default)})  ${description}`;
