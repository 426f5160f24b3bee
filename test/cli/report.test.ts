import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { REPORT_FORMATS, type ReportFormat } from '../../policypack/core/report-formats.js';
import { logproof } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'logproof-report-'));
afterAll(() => rmSync(folder, { recursive: true }));

const urn = (name: string): string => `urn:pulumi:prod::ai::aws:cloudwatch/logGroup:LogGroup::${name}`;
const group = (name: string, days: number): object => ({
  urn: urn(name),
  type: 'aws:cloudwatch/logGroup:LogGroup',
  custom: true,
  id: `/ai/${name}`,
  inputs: { name: `/ai/${name}`, retentionInDays: days },
  outputs: { name: `/ai/${name}`, retentionInDays: days },
});
writeFileSync(join(folder, 'state.json'), JSON.stringify({ version: 3, deployment: { manifest: {}, resources: [group('good', 365), group('short', 30), group('long', 3653)] } }));

const toFiles = (which: string): string[] => REPORT_FORMATS.flatMap((format) => ['--report', `${format}=${which}.${format}`]);
const written = (which: string, format: ReportFormat): string => readFileSync(join(folder, `${which}.${format}`), 'utf8');

describe('logproof report', async () => {
  const scan = await logproof(['scan', '--no-progress', '--today', '2026-06-01', '--pulumi-state', 'state.json', ...toFiles('scan')], { cwd: folder });
  const report = await logproof(['report', 'scan.json', ...toFiles('report')], { cwd: folder });

  it('ends with 0 whatever it renders', () => {
    expect([scan.code, report.code]).toEqual([1, 0]);
  });

  it.each(REPORT_FORMATS.filter((format) => format !== 'ndjson'))('renders %s exactly as the scan did', (format) => {
    expect(written('report', format)).toBe(written('scan', format));
  });

  it('renders of ndjson what a result holds, and says that passes are not among it', () => {
    const lines = written('scan', 'ndjson').split('\n').filter((line) => !/"outcome":"(pass|not-applicable)"/.test(line));
    expect(written('report', 'ndjson')).toBe(lines.join('\n'));
    expect(report.stderr).toContain('scan.json holds no passes');
  });
});
