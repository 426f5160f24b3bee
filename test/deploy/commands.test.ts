import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { describe, expect, it } from 'vitest';
import { REPORT_FORMATS } from '../../policypack/core/report-formats.js';
import { program } from '../../scanner/cli/program.js';
import { parseReport } from '../../scanner/cli/report-files.js';
import { noProcess } from '../../tools/no-process.js';
import { callsOf, RECIPES } from './recipes.js';

const commands: readonly CommandUnknownOpts[] = program(noProcess()).commands;
const calls = RECIPES.flatMap((file) => callsOf('logproof', file).map((call) => ({ file: file.path, line: call.join(' '), call })));

/** The flags of a call, each with the value after it or after its "=". */
const flags = (call: readonly string[]) =>
  call.flatMap((word, index) => (word.startsWith('--') ? [{ flag: word.split('=')[0] ?? word, value: call[index + 1] ?? '' }] : []));

describe('the recipes', () => {
  it('call logproof scan for GitHub, for GitLab, and in the page about them', () => {
    const files = calls.filter(({ call }) => call[0] === 'scan').map(({ file }) => file);
    expect([...new Set(files)].sort()).toEqual(['deploy/ci/github/logproof-drift.yml', 'deploy/ci/gitlab/logproof.gitlab-ci.yml', 'docs/ci.md']);
  });
});

describe.each(calls)('$file: logproof $line', ({ call }) => {
  const command = commands.find((known) => known.name() === call[0]);

  it('is a command of logproof', () => {
    expect(command?.name()).toBe(call[0]);
  });

  it('uses flags that the command has', () => {
    const known = command?.options.map(({ long }) => long) ?? [];
    expect(flags(call).map(({ flag }) => flag).filter((flag) => !known.includes(flag))).toEqual([]);
  });

  it('asks for reports in formats that exist', () => {
    const reports = flags(call).filter(({ flag }) => flag === '--report').map(({ value }) => parseReport(value).format);
    expect(reports.filter((format) => !REPORT_FORMATS.includes(format))).toEqual([]);
  });
});
