import { describe, expect, it } from 'vitest';
import { json, MOST_VALUES } from '../../../scanner/sources/kubernetes/client/exchange.js';
import type { Fault } from '../../../simulator/index.js';
import { read } from '../reading.js';
import { AI_RESOURCES, aRayCluster } from './ai-cluster.js';
import { aCluster, anAuditSink, aService, sourceOf } from './cluster.js';

const start = aCluster();
const objects = [anAuditSink('good', 'collector'), aService('collector'), aRayCluster('train')];

/** The gaps of a cluster of which one operation answers with this and a status of success. */
async function gapsOf(operation: string, body: unknown, more: Partial<Fault> = {}): Promise<string[]> {
  const fault = { operation, kind: 'status', status: 200, body: typeof body === 'string' ? body : JSON.stringify(body), ...more } as Fault;
  const { kubeconfig } = await start({ version: '1.18', objects, resources: AI_RESOURCES, faults: [fault] });
  const reading = await read(sourceOf(kubeconfig, { maxAttempts: 1, aiWorkloads: { namespaces: [] } }));
  return reading.gapRecords.map(({ kind, detail }) => `${kind}: ${detail}`);
}
const listOf = (metadata: object, ...items: readonly unknown[]) => ({ kind: 'AuditSinkList', apiVersion: 'auditregistration.k8s.io/v1alpha1', metadata, items });
const bad = { ...anAuditSink('good'), spec: { policy: { level: 'None' } } };
const STATUS = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', reason: 'Forbidden', code: 403 };

describe('an answer of Kubernetes that is none leaves a gap', () => {
  it.each<[string, string, unknown, RegExp]>([
    ['no list', 'list auditsinks', {}, /^kubernetes\.audit-sink: list auditsinks.*: malformed answer/],
    ['null for a list', 'list auditsinks', { metadata: {}, items: null }, /\(items\)/],
    ['an error that comes as a success', 'list auditsinks', STATUS, /malformed answer/],
    ['a sink without a name', 'list auditsinks', listOf({}, { ...bad, metadata: {} }), /\(items\.0\.metadata\.name\)/],
    ['a bad sink, and a good one of the same name', 'list auditsinks', listOf({}, bad, anAuditSink('good', 'collector')), /two of the objects are called the same/],
    ['more that remain, and no token', 'list auditsinks', listOf({ remainingItemCount: 500 }, bad), /\(metadata\)/],
    ['a token that is an object', 'list auditsinks', listOf({ continue: {} }, bad), /\(metadata\.continue\)/],
    ['a token that is a number', 'list auditsinks', listOf({ continue: 7 }, bad), /\(metadata\.continue\)/],
    ['a Service that is another', 'get services', aService('other'), /^kubernetes\.service: get services kube-system\/collector: malformed answer: .*\(metadata\.name\)/],
    ['a Service that is nothing', 'get services', {}, /^kubernetes\.service: .*malformed answer/],
    ['a port that is none', 'get services', { ...aService('collector'), spec: { ports: [{ port: '443' }] } }, /\(spec\.ports\.0\.port\)/],
    ['versions that contradict each other', 'get /version', { major: '1', minor: '14', gitVersion: 'v1.30.0' }, /^kubernetes\.cluster: get \/version: malformed answer: the answer names two versions/],
    ['a version that is a number', 'get /version', { major: 1, minor: 18, gitVersion: 'v1.18.0' }, /get \/version: malformed answer/],
    ['discovery without groups', 'get /apis', { kind: 'APIGroupList', groups: null }, /^kubernetes\.ai-workload: get \/apis: malformed answer/],
    ['discovery of all without groups', 'get /apis', { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {} }, /^kubernetes\.ai-workload: get \/apis: malformed answer/],
    ['a group without resources', 'get /apis/ray.io/v7', { kind: 'APIResourceList', groupVersion: 'ray.io/v7' }, /^kubernetes\.ai-workload: get \/apis\/ray\.io: malformed answer/],
    ['a pod without containers', 'list pods', { metadata: {}, items: [{ metadata: { name: 'p', namespace: 'n' }, spec: {} }] }, /^kubernetes\.ai-workload: list pods: malformed answer: .*\(items\.0\.spec\.containers\)/],
    ['labels that are none', 'list pods', { metadata: {}, items: [{ metadata: { name: 'p', namespace: 'n', labels: { app: 7 } }, spec: { containers: [{ name: 'c' }] } }] }, /labels\.app\)/],
  ])('%s', async (_, operation, body, expected) => {
    expect(await gapsOf(operation, body)).toEqual(expect.arrayContaining([expect.stringMatching(expected)]));
  });

  it('one of more values than any page has, before it is taken apart', () => {
    expect(() => json(`{"items":[${'{},'.repeat(MOST_VALUES)}{}]}`)).toThrow('the answer is larger than 4 million values');
  });

  it('one of more bytes than any page has, without another attempt', async () => {
    const cluster = await start({ version: '1.18', objects, resources: AI_RESOURCES, faults: [{ operation: 'list auditsinks', kind: 'status', status: 200, body: ' '.repeat(129 * 1024 * 1024) }] });
    const reading = await read(sourceOf(cluster.kubeconfig));

    expect(reading.gapRecords.map(({ detail }) => detail)).toEqual(['list auditsinks.auditregistration.k8s.io: malformed answer: the answer is larger than 128 MiB: check the address']);
    expect(cluster.requests['list auditsinks']).toBe(1);
  });
});
