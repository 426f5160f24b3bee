import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import type { CommandContext } from './context.js';

/** What `init` found on this machine. */
export interface Found {
  readonly contexts: readonly { readonly name: string; readonly current: boolean }[];
  readonly region?: string;
  readonly profile?: string;
  readonly project?: string;
  readonly stacks: readonly string[];
}

interface InitFlags {
  readonly config: string;
  readonly kubeconfig?: string;
  readonly profile?: string;
  readonly force?: boolean;
}

/** Looks around and writes the configuration; says what it found. */
export async function runInit(flags: InitFlags, context: CommandContext): Promise<number> {
  const path = resolve(context.cwd, flags.config);
  if (existsSync(path) && !flags.force) throw new InputMistake(`${flags.config} is already there; --force writes over it, --config names another`);
  const found = await lookAround(flags, context);
  await writeFile(path, configurationText(found));
  await context.stdout(`${summary(flags.config, found).join('\n')}\n`);
  return 0;
}

async function lookAround(flags: InitFlags, { cwd }: CommandContext): Promise<Found> {
  const [{ listContexts }, { defaultRegion }] = await Promise.all([import('../sources/kubernetes/index.js'), import('../sources/aws/index.js')]);
  const region = await defaultRegion(flags.profile);
  return {
    contexts: await listContexts(flags.kubeconfig),
    ...(region !== undefined && { region }),
    ...(flags.profile !== undefined && { profile: flags.profile }),
    ...pulumiProject(cwd),
  };
}

/** The project of Pulumi.yaml here, and its stacks by their Pulumi.STACK.yaml. */
function pulumiProject(cwd: string): Pick<Found, 'project' | 'stacks'> {
  const file = join(cwd, 'Pulumi.yaml');
  if (!existsSync(file)) return { stacks: [] };
  const stacks = readdirSync(cwd).flatMap((name) => /^Pulumi\.(.+)\.ya?ml$/.exec(name)?.[1] ?? []);
  const name = projectName(file);
  return { stacks: stacks.sort(), ...(name !== undefined && { project: name }) };
}

function projectName(file: string): string | undefined {
  try {
    const { name } = parse(readFileSync(file, 'utf8')) as { name?: unknown };
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}

/** The configuration's text. Names are written as JSON strings, which YAML reads: they may hold anything. */
export function configurationText({ contexts, region, profile, project, stacks }: Found): string {
  const quoted = (names: readonly string[]): string => `[${names.map((name) => JSON.stringify(name)).join(', ')}]`;
  const current = contexts.filter((context) => context.current).map(({ name }) => name);
  const others = contexts.filter((context) => !context.current).map(({ name }) => name);
  return [
    '# What logproof reads and what it requires. Editors complete this file by its schema:',
    '# yaml-language-server: $schema=./node_modules/logproof/schemas/config.schema.json',
    '',
    '# Frameworks that the reports map to; each may raise a default. None means all.',
    '# frameworks: [eu-ai-act, pci-dss-4]',
    '',
    '# Levels and parameters; `logproof controls` lists the controls, `logproof controls show ID` explains one.',
    'controls:',
    '  log-group-retention-minimum: { level: mandatory, days: 365 }',
    '  # log-group-retention-maximum: { level: advisory, days: 1827 }',
    '  # log-group-encrypted: { level: mandatory }',
    '',
    '# Which log groups count. Globs: * stops at /, /** goes on. Default: all.',
    '# scope:',
    '#   logGroups: { include: ["/aws/bedrock/**", "ai-*"], exclude: ["*-debug"] }',
    '',
    ...sourcesText({ current: quoted(current), others: others.length > 0 ? quoted(others) : undefined, region, profile, project, stacks }),
    '',
    '# Exceptions, each with an owner, an approver and a last day.',
    '# waivers: ./waivers.yaml',
    '',
    '# Files to write at each scan, beside the table on standard output.',
    '# reports: { html: out/logproof.html, sarif: out/logproof.sarif, junit: out/logproof.xml }',
    '',
  ].join('\n');
}

interface SourceTexts extends Pick<Found, 'stacks'> {
  readonly current: string;
  readonly others: string | undefined;
  readonly region: string | undefined;
  readonly profile: string | undefined;
  readonly project: string | undefined;
}

function sourcesText({ current, others, region, profile, project, stacks }: SourceTexts): string[] {
  const none = current === '[]' && region === undefined && project === undefined;
  const kubernetes = current === '[]' ? ['  # kubernetes: { contexts: [prod] }'] : [`  kubernetes: { contexts: ${current} }`, ...(others ? [`  # also found: ${others}`] : [])];
  const withProfile = profile === undefined ? '' : `, profile: ${JSON.stringify(profile)}`;
  const aws = region === undefined ? ['  # aws: { regions: [eu-west-1] }'] : [`  aws: { regions: [${JSON.stringify(region)}]${withProfile} }`];
  const pulumi = project === undefined ? ['  # pulumi: { stacks: [organization/project/stack] }'] : pulumiText(project, stacks);
  return ['# What is read, side by side.', none ? '# sources:' : 'sources:', ...kubernetes, ...aws, ...pulumi];
}

const pulumiText = (project: string, stacks: readonly string[]): string[] =>
  stacks.length > 0
    ? [`  pulumi: { stacks: [${stacks.map((stack) => JSON.stringify(stack)).join(', ')}] } # of project ${JSON.stringify(project)}`]
    : [`  # project ${JSON.stringify(project)} has no stack here yet:`, '  # pulumi: { stacks: [dev] }'];

const summary = (file: string, { contexts, region, project, stacks }: Found): string[] => [
  `Wrote ${file}.`,
  `  Kubernetes contexts: ${contexts.length > 0 ? contexts.map(({ name, current }) => (current ? `${name} (current)` : name)).join(', ') : 'none found'}`,
  `  AWS region: ${region ?? 'none found'}`,
  `  Pulumi project: ${project ?? 'none found'}${stacks.length > 0 ? `, stacks ${stacks.join(', ')}` : ''}`,
  'Next: logproof scan',
];
