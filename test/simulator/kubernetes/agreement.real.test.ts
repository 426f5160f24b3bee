import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startKubernetes, type SimulatedKubernetes } from '../../../simulator/index.js';
import { call } from '../../rig/https.js';
import { startKubeApiserver, type KubeApiserver } from '../../rig/kube-apiserver.js';
import { anAuditSink } from './clients.js';

let real: KubeApiserver;
let simulated: SimulatedKubernetes;

beforeAll(async () => {
  real = await startKubeApiserver();
  await real.installAuditSinkCrd();
  const { admin, nobody } = real.tokens;
  const tokens = { [admin]: { user: 'admin' }, [nobody]: { user: 'nobody', rules: [] } };
  simulated = await startKubernetes({ version: 'v1.36.3', tokens, flagz: { 'audit-log-path': '-' } });
  for (const object of [...configMaps, anAuditSink('there')]) {
    await real.apply(object);
    simulated.store.put(object);
  }
});
afterAll(async () => {
  await simulated?.stop();
  await real?.stop();
});

const aConfigMap = (name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'default', ...more },
  data: { key: 'value' },
});
const configMaps = ['a', 'b', 'c'].map((name) => aConfigMap(name));

const SINKS = '/apis/auditregistration.k8s.io/v1alpha1/auditsinks';
const MAPS = '/api/v1/namespaces/default/configmaps';

interface Asked {
  readonly body?: unknown;
  readonly user?: 'admin' | 'nobody' | 'stranger';
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask(server: { url: string; ca: string | undefined }, method: string, path: string, asked: Asked) {
  const user = asked.user ?? 'admin';
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${user === 'stranger' ? 'stolen' : real.tokens[user]}`,
    ...asked.headers,
  };
  const body = asked.body === undefined ? {} : { body: JSON.stringify(asked.body) };
  const { status, text } = await call({ method, url: server.url + path, ca: server.ca!, headers, ...body });
  return { status, body: text.startsWith('{') ? withoutGiven(JSON.parse(text)) : text };
}

// What each server makes up by itself, and the fields that only clients of another kind read.
const GIVEN = new Set([
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'managedFields',
  'generation',
  'continue',
  'storageVersionHash',
  'gitCommit',
  'gitTreeState',
  'buildDate',
  'goVersion',
  'emulationMajor',
  'emulationMinor',
  'minCompatibilityMajor',
  'minCompatibilityMinor',
  'serverAddressByClientCIDRs',
]);
const withoutGiven = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, part: unknown) => (GIVEN.has(key) ? undefined : part)));

/** Both servers' answers to one request. */
const both = async (method: string, path: string, asked: Asked = {}) => ({
  real: await ask(real, method, path, asked),
  simulated: await ask(simulated, method, path, asked),
});

describe('the simulated kube-apiserver answers word for word as the real one', () => {
  it.each<[string, string, string, Asked?]>([
    ['its version', 'GET', '/version'],
    ['the versions of the core group', 'GET', '/api'],
    ['a group', 'GET', '/apis/auditregistration.k8s.io'],
    ['a list of custom resources', 'GET', SINKS],
    ['a custom resource', 'GET', `${SINKS}/there`],
    ['a custom resource that is not there', 'GET', `${SINKS}/missing`],
    ['an object', 'GET', `${MAPS}/a`],
    ['an object that is not there', 'GET', `${MAPS}/missing`],
    ['a first page, with what remains', 'GET', `${MAPS}?limit=2`],
    ['a whole list', 'GET', MAPS],
    ['a list by field', 'GET', `${MAPS}?fieldSelector=metadata.name%3Db`],
    ['a group that is not served', 'GET', '/apis/ray.io/v1/rayclusters'],
    ['the discovery of a version that is not served', 'GET', '/apis/ray.io/v1'],
    ['a resource that is not served', 'GET', '/api/v1/namespaces/default/unicorns'],
    ['a path that is nothing', 'GET', '/nothing'],
    ['a list that is forbidden', 'GET', '/api/v1/pods', { user: 'nobody' }],
    ['an object that is forbidden', 'GET', `${MAPS}/a`, { user: 'nobody' }],
    ['a custom resource that is forbidden', 'GET', SINKS, { user: 'nobody' }],
    ['metrics that are forbidden', 'GET', '/metrics', { user: 'nobody' }],
    ['discovery for a user without rights', 'GET', '/version', { user: 'nobody' }],
    ['a token that nobody gave', 'GET', '/api/v1/pods', { user: 'stranger' }],
    ['flags as plain JSON', 'GET', '/flagz', { headers: { accept: 'application/json' } }],
    ['a creation', 'POST', MAPS, { body: aConfigMap('created') }],
    ['a second creation', 'POST', MAPS, { body: aConfigMap('a') }],
    ['a second creation of a custom resource', 'POST', SINKS, { body: anAuditSink('there') }],
    [
      'a creation in a namespace that is not there',
      'POST',
      '/api/v1/namespaces/nowhere/configmaps',
      {
        body: aConfigMap('x', { namespace: 'nowhere' }),
      },
    ],
    ['a creation in another namespace', 'POST', MAPS, { body: aConfigMap('x', { namespace: 'kube-system' }) }],
    ['a creation without a name', 'POST', MAPS, { body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: {} } }],
    ['a creation across namespaces', 'POST', '/api/v1/configmaps', { body: aConfigMap('x') }],
    [
      'a merge patch',
      'PATCH',
      `${MAPS}/b`,
      {
        body: { data: { key: null, other: '1' } },
        headers: { 'content-type': 'application/merge-patch+json' },
      },
    ],
    ['a patch of no known kind', 'PATCH', `${MAPS}/b`, { body: { data: {} } }],
    ['a replacement', 'PUT', `${MAPS}/c`, { body: aConfigMap('c') }],
    ['a replacement of something older', 'PUT', `${MAPS}/c`, { body: aConfigMap('c', { resourceVersion: '1' }) }],
    ['a replacement under another name', 'PUT', `${MAPS}/c`, { body: aConfigMap('b') }],
    ['a replacement of nothing', 'PUT', `${MAPS}/missing`, { body: aConfigMap('missing') }],
    ['a replacement of a collection', 'PUT', MAPS, { body: aConfigMap('c') }],
    ['a deletion', 'DELETE', `${MAPS}/created`],
    ['a second deletion', 'DELETE', `${MAPS}/created`],
    ['the deletion of a custom resource', 'DELETE', `${SINKS}/there`],
  ])('to %s', async (_what, method, path, asked) => {
    const answers = await both(method, path, asked);

    expect(answers.simulated).toEqual(answers.real);
  });
});
