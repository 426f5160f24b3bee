import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { settings, webhookFile } from '../kubernetes/clusters.js';
import { shipped } from '../deploy/rendered.js';
import type { KubernetesObject } from '../rig/kubernetes/client.js';
import { granted, permissions } from './printed.js';

type Role = KubernetesObject & { readonly rules?: readonly object[] };

const configuration = (kubernetes: object): Record<string, string> => ({ 'logproof.yaml': stringify({ sources: { kubernetes } }) });
const named = (objects: readonly KubernetesObject[]): string[] => objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
const rolesIn = (objects: readonly KubernetesObject[], name: string): Role[] => (objects as readonly Role[]).filter(({ metadata, rules }) => metadata.name === name && rules);
const byName = (objects: readonly KubernetesObject[]): KubernetesObject[] => [...objects].sort((a, b) => (named([a])[0]! < named([b])[0]! ? -1 : 1));

describe('the rights printed', () => {
  it('for a default configuration are those shipped', async () => {
    expect(await granted({})).toEqual(shipped('rbac.yaml'));
  });

  const API_SERVER = ['rbac.yaml', 'rbac-api-server.yaml'];
  it.each<[string, object, readonly string[], readonly string[]]>([
    ['that reads API servers', { apiServer: true }, [], API_SERVER],
    ['by a flag', {}, ['--api-server'], API_SERVER],
    ['that names a file of their hosts', { auditPolicy: 'policy.yaml' }, [], API_SERVER],
    ['of OpenShift', { apiServer: true }, ['--openshift'], [...API_SERVER, 'rbac-openshift.yaml']],
    ['of OpenShift, whose API servers are not read', {}, ['--openshift'], ['rbac.yaml']],
    ['that looks for AI workloads', { aiWorkloads: { namespaceSelector: 'team=ml' } }, [], [...API_SERVER, 'rbac-ai-workloads.yaml']],
    ['that is probed', { probe: { logGroup: '/ai/audit' } }, [], [...API_SERVER, 'rbac-probe.yaml']],
    ['that is probed by a flag', {}, ['--probe'], [...API_SERVER, 'rbac-probe.yaml']],
    ['that gets reports', {}, ['--policy-report'], ['rbac.yaml', 'rbac-policy-report.yaml']],
  ])('for a cluster %s are those shipped for it', async (_, kubernetes, flags, files) => {
    const policy = { 'policy.yaml': stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'Metadata' }] }) };

    expect(byName(await granted({ ...configuration(kubernetes), ...policy }, flags))).toEqual(byName(shipped(...files)));
  });

  it('list no namespaces where none is chosen by its labels', async () => {
    const [role] = rolesIn(await granted(configuration({ aiWorkloads: true })), 'logproof-ai-workloads');

    expect(role?.rules).toContainEqual({ apiGroups: [''], resources: ['pods'], verbs: ['list'] });
    expect(JSON.stringify(role?.rules)).not.toContain('namespaces');
  });

  it('list the kinds that the file names as AI workloads, in a role of its own, but those that a shipped role has', async () => {
    const kinds = [{ apiGroup: 'batch.example', kind: 'Training' }, { apiGroup: 'batch.example', kind: 'Policy' }, { apiGroup: 'ray.io', kind: 'RayCluster' }];
    const [role] = rolesIn(await granted(configuration({ aiWorkloads: { kinds } })), 'logproof-ai-workloads-named');

    expect(role?.rules).toEqual([{ apiGroups: ['batch.example'], resources: ['trainings', 'policies'], verbs: ['list'] }]);
  });

  it('get the ConfigMaps that the file names, each context by its own, and no other', async () => {
    const reference = (configMap: string) => ({ configMap, key: 'policy.yaml' });
    const perContext = { staging: { auditPolicy: reference('audit/staging') }, other: { auditPolicy: reference('other/none') } };
    const kubernetes = { auditPolicy: reference('audit/apiserver'), auditWebhook: reference('on/webhook'), perContext };

    const some = rolesIn(await granted(configuration({ contexts: ['prod', 'staging'], ...kubernetes })), 'logproof-audit-files');
    const any = rolesIn(await granted(configuration(kubernetes)), 'logproof-audit-files');

    const rule = (...resourceNames: string[]) => [{ apiGroups: [''], resources: ['configmaps'], resourceNames, verbs: ['get'] }];
    expect(some.map(({ metadata, rules }) => [metadata.namespace, rules])).toEqual([
      ['audit', rule('apiserver', 'staging')],
      ['on', rule('webhook')],
    ]);
    expect(any.map(({ metadata }) => metadata.namespace)).toEqual(['audit', 'on', 'other']);
  });

  it('are in the namespace of the collector that the webhook calls; in none where it calls no Service', async () => {
    const of = async (server: string) => {
      const files = { 'logproof.yaml': settings({ auditWebhook: 'webhook.yaml', probe: { logGroup: '/ai/audit' } }), 'webhook.yaml': webhookFile(server, 'ca') };
      return rolesIn(await granted(files), 'logproof-probe').map(({ metadata }) => metadata.namespace);
    };

    expect(await of('https://collector.logging.svc:443/audit')).toEqual(['logging']);
    expect(await of('https://logs.test/audit')).toEqual([]);
  });

  it('say where the namespace of a collector has to be set, only where it is not known', async () => {
    const told = { ...configuration({ auditWebhook: 'w.yaml', probe: { logGroup: '/a' } }), 'w.yaml': webhookFile('https://c.logging.svc', 'ca') };

    expect((await permissions(configuration({}), ['--probe'])).stdout).toContain('# Set the namespace of logproof-probe');
    expect((await permissions(told)).stdout).not.toContain('Set the namespace');
  });

  it('each have a comment that says why', async () => {
    const { stdout } = await permissions({}, ['--api-server', '--ai-workloads', '--probe', '--policy-report', '--openshift']);
    const documents = stdout.split('\n---\n').filter((text) => /^kind: (Cluster)?Role$/m.test(text));

    expect(documents.length).toBeGreaterThan(7);
    expect(documents.filter((text) => !/\nrules:\n {2}# [A-Z]/.test(text))).toEqual([]);
  });

  it('read the same in YAML 1.1, which Go still reads', async () => {
    const { stdout } = await permissions(configuration({ auditPolicy: { configMap: 'on/1e3', key: 'p' } }));
    const role = stdout.split('\n---\n').find((text) => text.includes('kind: Role\n') && text.includes('audit-files'));

    expect(parse(role ?? '', { version: '1.1' })).toMatchObject({ metadata: { namespace: 'on' }, rules: [{ resourceNames: ['1e3'] }] });
  });
});

describe('permissions that cannot be told', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ['a key that is none', { 'logproof.yaml': 'sources: { kubernetes: { api: true } }' }, /sources\.kubernetes\.api: is not a known key/],
    ['a webhook that is not there', configuration({ auditWebhook: 'gone.yaml' }), /gone\.yaml/],
  ])('because of %s end with 2', async (_, files, message) => {
    const { code, stdout, stderr } = await permissions(files);

    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });

  it('because the file is not there end with 2', async () => {
    expect((await permissions({}, ['--config', 'gone.yaml'])).code).toBe(2);
  });
});
