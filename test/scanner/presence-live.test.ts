import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../policypack/catalogue.js';
import { readConfiguration } from '../../policypack/configuration/load.js';
import { settingsFrom } from '../../policypack/configuration/settings.js';
import { assemble, STAGES } from '../../policypack/core/assemble.js';
import { evaluate, plan } from '../../policypack/core/evaluate.js';
import type { Observation } from '../../policypack/core/fact.js';
import { gap, known } from '../../policypack/core/known.js';
import { KINDS } from '../../policypack/kinds/index.js';
import { aGap, aLiveAuditSink, aLiveCluster, aLiveLogGroup, anAccount } from '../core/facts.js';
import { AWS, CLUSTER } from '../kinds/a-kind.js';
import { tested } from '../kinds/all.js';

const WORLD = { minor: 36, hasLogGroup: true } as const;

/** Everything of a place was read whole, but for these kinds. */
const readWhole = (scope: string, ...unread: readonly string[]): Observation[] =>
  KINDS.all.flatMap(({ id }) => (unread.includes(id) ? [] : [{ type: 'read', kind: id, scope }]));

/** What a control says of what was observed, live. */
function told(control: string, observed: readonly Observation[], yaml = ''): string[] {
  const settings = settingsFrom(readConfiguration(yaml, 'logproof.yaml'), [], CATALOGUE.controls);
  const planned = plan(CATALOGUE, settings, '2026-06-01');
  const assembly = assemble(KINDS, settings.scope);
  const isFlow = (seen: Observation): boolean => seen.type === 'fact' && KINDS.get(seen.kind).keep !== 'all';
  const first = assembly.observe(observed.filter((seen) => !isFlow(seen)));
  const subjects = [...first, ...STAGES.slice(0, 2).flatMap((stage) => assembly.end(stage)), ...assembly.observe(observed.filter(isFlow)), ...assembly.end('flow')];
  const found: string[] = [];
  for (const subject of subjects) evaluate(subject, planned, (finding) => void (finding.control === control && found.push(`${finding.outcome}: ${finding.message}`)), true);
  return found;
}

describe('an account', () => {
  const bedrock = (isOn: boolean): Observation[] =>
    (tested('aws.bedrock-invocation-logging').live?.(WORLD) ?? []).map((fact) => ({ ...fact, facts: { ...(fact.facts as object), enabled: known(isOn) } }));
  const account = (observed: readonly Observation[], yaml?: string) => told('log-group-present', [anAccount(), ...observed], yaml);

  it.each<[string, readonly Observation[], string, RegExp]>([
    ['with a log group passes', [aLiveLogGroup(), ...bedrock(false), ...readWhole(AWS)], '', /^pass: 1 in scope$/],
    ['without one, and without AI that its logs show, is not asked', [...bedrock(false), ...readWhole(AWS)], '', /^not-applicable: nothing in it asks/],
    ['whose Bedrock logs, and that has no log group, fails', [...bedrock(true), ...readWhole(AWS)], '', /^fail: no log group in scope in eu-west-1/],
    ['whose Bedrock was not read is unknown', [aGap({ kind: 'aws.bedrock-invocation-logging', scope: AWS }), ...readWhole(AWS, 'aws.bedrock-invocation-logging')], '', /^unknown: /],
    ['whose user selects log groups is asked', [aLiveLogGroup({ name: '/web/out' }), ...bedrock(false), ...readWhole(AWS)], 'scope: { logGroups: { include: ["/ai/**"] } }', /^fail: no log group in scope/],
    ['is asked where all are', [...bedrock(false), ...readWhole(AWS)], 'controls: { log-group-present: { requireIn: aws } }', /^fail: /],
  ])('%s', (_, observed, yaml, expected) => {
    expect(account(observed, yaml)).toEqual([expect.stringMatching(expected)]);
  });
});

describe('a cluster', () => {
  const workload = tested('kubernetes.ai-workload').live?.(WORLD) ?? [];
  const servers = (isSilent: boolean): Observation[] => ['kubernetes.control-plane', 'kubernetes.api-server'].flatMap((kind) => tested(kind).live?.({ ...WORLD, ...(isSilent && { isSilent }) }) ?? []);
  const cluster = (observed: readonly Observation[], yaml?: string) => told('audit-sink-present', observed, yaml);
  const UNREAD = ['kubernetes.control-plane', 'kubernetes.api-server'];

  it.each<[string, readonly Observation[], string, RegExp]>([
    ['that exports passes, whether AI workloads were looked for or not', [aLiveCluster({}, 36), ...servers(false), ...readWhole(CLUSTER, 'kubernetes.ai-workload')], '', /^pass: cluster kubernetes:prod: the audit webhook of the API server/],
    ['that runs AI and exports nothing fails', [aLiveCluster({}, 36), ...servers(true), ...workload, ...readWhole(CLUSTER)], '', /^fail: cluster kubernetes:prod: audit events are sent nowhere, an export that the server has/],
    ['that runs no AI and exports nothing is not asked', [aLiveCluster({}, 36), ...servers(true), ...readWhole(CLUSTER)], '', /^not-applicable: /],
    ['whose AI workloads were not looked for is unknown', [aLiveCluster({}, 36), ...servers(true), ...readWhole(CLUSTER, 'kubernetes.ai-workload')], '', /^unknown: whether AI workloads run in it/],
    ['whose API servers were left out is unknown', [aLiveCluster({}, 36), ...workload, ...readWhole(CLUSTER, ...UNREAD)], '', /^unknown: how its API servers audit, which were not read/],
    ['of 1.18 with a sink passes', [aLiveCluster({}, 18), aLiveAuditSink(), ...servers(true), ...workload, ...readWhole(CLUSTER)], '', /^pass: cluster kubernetes:prod: 1 present$/],
    ['of 1.36 with a sink that it does not read fails', [aLiveCluster({}, 36), aLiveAuditSink(), ...servers(true), ...workload, ...readWhole(CLUSTER)], '', /^fail: /],
    ['of a version that is not known, with a sink, is unknown', [{ ...aLiveCluster({}, 36), facts: { version: gap('forbidden', 'the server version'), equivalentExport: known(undefined) } }, aLiveAuditSink(), ...servers(true), ...workload, ...readWhole(CLUSTER)], '', /^unknown: the server version/],
    ['is asked where every cluster is', [aLiveCluster({}, 36), ...servers(true), ...readWhole(CLUSTER)], 'controls: { audit-sink-present: { requireIn: kubernetes } }', /^fail: /],
  ])('%s', (_, observed, yaml, expected) => {
    expect(cluster(observed, yaml)).toEqual([expect.stringMatching(expected)]);
  });
});
