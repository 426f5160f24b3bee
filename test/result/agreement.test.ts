import { describe, expect, it } from 'vitest';
import type { Finding, InventoryItem } from '../../policypack/core/result.js';
import { believed } from '../../scanner/result/agreement/index.js';
import { parseResult } from '../../scanner/result/parse.js';
import { json } from '../../scanner/reporters/json.js';
import { folderWith, logproof, scanned } from '../cli/command-line.js';
import { anAgreeingResult, auditSink, finding, logGroup, textOf } from '../reporters/sample-result.js';

const WAIVER = { reason: 'Synthetic data only', owner: 'team-ml', approver: 'security', expires: '2027-03-31' };

/* eslint-disable @typescript-eslint/no-explicit-any -- a saved result is JSON that anybody edited */
const saved = async (): Promise<any> => JSON.parse(await textOf(json(anAgreeingResult(), { colour: false, width: 100, categories: {} })));

async function problemOf(edit: (result: any) => void): Promise<string> {
  const result = await saved();
  edit(result);
  return await believed(parseResult(JSON.stringify(result), 'saved.json'), 'saved.json').then(
    () => 'believed',
    (problem: Error) => problem.message,
  );
}

describe('a saved result', () => {
  it('is believed where its parts agree, and where an earlier version did not say what ended it', async () => {
    expect(await problemOf(() => undefined)).toBe('believed');
    expect(await problemOf(({ run }) => delete run.failOn)).toBe('believed');
    expect(await problemOf((result) => delete result.notJudged)).toBe('believed');
  });

  it.each<[string, (result: any) => void, string]>([
    ['exit code is made 0', ({ summary }) => (summary.exitCode = 0), 'summary.exitCode: expected 1, as 2 unwaived mandatory failures, at or above low, 1 unknown, 0 errors, 1 gaps and 21 verdicts say, found 0'],
    ['exit code is made 0, and that it says of which version', ({ summary, run }) => [(summary.exitCode = 0), delete run.failOn], 'summary.exitCode: expected 1'],
    ['findings are removed', (result) => (result.findings = []), 'controls.log-group-retention-minimum.tally.fail: expected 0, as findings say, found 2'],
    ['findings and tallies are removed', (result) => [(result.findings = []), Object.values<any>(result.controls).forEach((one) => Object.assign(one.tally, { fail: 0, unknown: 0 }))], 'summary.fail: expected 0, the sum of the tallies, found 3'],
    ['only the gap is removed', (result) => [(result.gaps = []), result.findings.splice(3, 1), (result.controls['log-stream-present'].tally.unknown = 0), Object.assign(result.summary, { unknown: 0, exitCode: 3 })], 'summary.exitCode: expected 1'],
    ['failures are called advisory', ({ findings }) => findings.forEach((one: Finding) => Object.assign(one, { level: 'advisory' })), 'summary.exitCode: expected 3'],
    ['finding names a control that does not exist', ({ findings }) => (findings[0].control = 'no-such-control'), 'findings: no-such-control of ray.io/RayCluster/models/hole: this control is not among those of the run'],
    ['finding names a control of every object', ({ findings }) => (findings[0].control = 'constructor'), 'this control is not among those of the run'],
    ['finding is of a severity that its control has not', ({ findings }) => (findings[1].severity = 'low'), 'severity: expected high, as its control has it, found low'],
    ['finding is of a level that its control has not', ({ findings }) => (findings[1].level = 'disabled'), 'level: expected mandatory, as its control has it, found disabled'],
    ['finding stands there twice', ({ findings }) => findings.push(findings[1]), 'log-group:/ai/a: stands there twice'],
    ['waiver is of what did not fail', ({ findings }) => (findings[3].waiver = WAIVER), 'waiver: expected a failure, which alone is waived, found the outcome unknown'],
    ['waiver was over', ({ findings }) => (findings[2].waiver.expires = '2026-01-01'), 'its waiver was over on 2026-01-01, before the day of the run, 2026-11-24'],
    ['waived count has no waivers', ({ summary }) => (summary.waived = 2), 'summary.waived: expected 1, as many findings have a waiver, found 2'],
    ['failure got a waiver', ({ findings }) => (findings[1].waiver = WAIVER), 'summary.waived: expected 2, as many findings have a waiver, found 1'],
    ['drift is removed', (result) => (result.drift = []), 'summary.drift: expected 0, as many are listed, found 1'],
    ['drift breaks a control that does not exist', ({ drift }) => (drift[0].breaks = ['no-such-control']), 'drift: arn:aws:logs:eu-west-1:123456789012:log-group:/ai/a: breaks: no-such-control is not among the controls of the run'],
    ['passes are added', ({ summary }) => (summary.pass = 30), 'summary.pass: expected 17, the sum of the tallies, found 30'],
    ['gap is in what was read whole', ({ gaps, population }) => (gaps[0].scope = population[0].scope), 'population[0].complete: expected false, since gaps say that aws.log-group of aws:123456789012:eu-west-1 was not read whole'],
    ['gap affects a control that does not exist', ({ gaps }) => (gaps[0].affects = ['no-such-control']), 'gaps[0].affects: no-such-control is not among the controls of the run'],
    ['population is below its findings', ({ population }) => (population[0].read = 1), 'population: expected at least 2 read of aws.log-group aws:123456789012:eu-west-1, of which findings are, found 1'],
    ['control is disabled', ({ controls }) => (controls['log-stream-present'].level = 'disabled'), 'controls.log-stream-present.level: expected mandatory or advisory'],
    ['workload is called audited', ({ inventory }) => (inventory[0].audited = 'pass'), 'inventory: ray.io/RayCluster/models/hole: audited: expected fail, as findings say, found pass'],
    ['workload stands there twice', ({ inventory }) => inventory.push(inventory[0] as InventoryItem), 'inventory: ray.io/RayCluster/models/hole: stands there twice'],
    ['findings are those of two runs', ({ findings }) => findings.push(finding('log-group-retention-minimum', logGroup('/ai/other'))), 'controls.log-group-retention-minimum.tally.fail: expected 3, as findings say, found 2'],
    ['fail-on is raised afterwards', ({ run, summary }) => [(run.failOn = 'critical'), (summary.exitCode = 0)], 'summary.exitCode: expected 1, as 1 unwaived mandatory failures, at or above critical'],
  ])('whose %s is refused, with the place', async (_what, edit, problem) => {
    expect(await problemOf(edit)).toContain(problem);
  });

  it('shows the first mistakes of many', async () => {
    const message = await problemOf((result) => (result.findings = Array.from({ length: 100 }, (_, index) => finding('audit-sink-effective', auditSink(`sink-${index}`), { severity: 'low' }))));
    expect(message.split('\n')).toHaveLength(22);
  });
});

describe('a scan', () => {
  it('writes what is believed with whatever it was told to fail on', async () => {
    const state = { version: 3, deployment: { resources: [{ urn: 'urn:pulumi:prod::ai::aws:cloudwatch/logGroup:LogGroup::a', type: 'aws:cloudwatch/logGroup:LogGroup', custom: true, id: '/ai/a', inputs: { name: '/ai/a', retentionInDays: 7 }, outputs: { name: '/ai/a', retentionInDays: 7 } }] } };
    const folder = folderWith({ 'stack.json': JSON.stringify(state) });
    for (const flags of [[], ['--fail-on', 'critical'], ['--fail-on-drift']]) {
      const { result } = await scanned(['--pulumi-state', 'stack.json', ...flags], { cwd: folder.path });
      expect(result.run.failOn).toBe(flags[1] ?? 'low');
    }
    folder.remove();
  });

  it('of nothing but waivers has judged nothing', async () => {
    const waivers = JSON.stringify([{ control: 'log-group-encrypted', subject: 'ai-*', reason: 'r', owner: 'a', approver: 'b', expires: '2999-01-01' }]);
    const yaml = 'controls: { audit-sink-present: { level: disabled }, log-group-present: { level: disabled }, bedrock-invocation-logging-enabled: { level: disabled }, waiver-unmatched: { level: disabled } }\n';
    const folder = folderWith({ 'stack.json': '{"version":3,"deployment":{"resources":[]}}', 'waivers.yaml': waivers, 'logproof.yaml': yaml });
    const { code } = await logproof(['scan', '--no-progress', '--pulumi-state', 'stack.json'], { cwd: folder.path });
    folder.remove();
    expect(code).toBe(3);
  });
});
