import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import { LIVE_PROVIDERS } from '../sources/index.js';
import type { FoundHere } from '../sources/provider.js';
import type { CommandContext } from './context.js';
import type { InitFlags } from './init-command.js';

/**
 * Looks around for every provider and writes the configuration; says what was found.
 * @returns the exit code
 * @throws InputMistake for a file that is there already, and for what is found and malformed
 */
export async function runInit(flags: InitFlags, context: CommandContext): Promise<number> {
  const path = resolve(context.cwd, flags.config);
  if (existsSync(path) && !flags.force) throw new InputMistake(`${flags.config} is already there; --force writes over it, --config names another`);
  const found = await Promise.all(LIVE_PROVIDERS.map(({ init }) => init.find(flags, context.cwd)));
  await writeFile(path, configurationText(found));
  const summaries = found.map(({ summary }) => `  ${summary}\n`).join('');
  await context.stdout(`Wrote ${flags.config}.\n${summaries}Next: logproof scan\n`);
  return 0;
}

const configurationText = (found: readonly FoundHere[]): string =>
  [
    '# What logproof reads and what it requires. Editors complete this file by its schema:',
    '# yaml-language-server: $schema=./node_modules/logproof/schemas/config.schema.json',
    '',
    '# Frameworks that the reports map to; each may raise a default. None means all.',
    '# frameworks: [eu-ai-act, pci-dss-4]',
    '',
    '# Levels and parameters; `logproof controls` lists the controls, `logproof controls show ID` explains one.',
    'controls:',
    '  log-group-retention-minimum: { level: mandatory, days: 365 }',
    '  # or by log group, the first that matches: [{ scope: { include: ["/aws/bedrock/**"] }, days: 365 }, { days: 90 }]',
    '  # log-group-retention-maximum: { level: advisory, days: 1827 }',
    '  # log-group-encrypted: { level: mandatory }',
    '  # Where the audit log of the API servers is shipped off their hosts, or a managed cluster exports it: say by what.',
    '  # api-server-audit-exported: { shipper: Fluent Bit on the control plane }',
    '  # audit-sink-present: { shipper: Fluent Bit on the control plane }',
    '',
    '# Which log groups count. Globs: * matches anything but /, ** anything. Default: all.',
    '# scope:',
    '#   logGroups: { include: ["/aws/bedrock/**", "ai-*"], exclude: ["*-debug"] }',
    '',
    '# What is read, side by side.',
    found.some((each) => each.found) ? 'sources:' : '# sources:',
    ...found.flatMap(({ lines }) => lines.map((line) => `  ${line}`)),
    '',
    '# Exceptions, each with an owner, an approver and a last day.',
    '# waivers: ./waivers.yaml',
    '',
    '# Files to write at each scan, beside the table on standard output.',
    '# reports: { html: out/logproof.html, sarif: out/logproof.sarif, junit: out/logproof.xml }',
    '',
  ].join('\n');
