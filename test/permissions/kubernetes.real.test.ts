import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderWith, logproof, scanned } from '../cli/command-line.js';
import { objectsOf } from '../deploy/rendered.js';
import { GOOD, settings, webhookFile } from '../kubernetes/clusters.js';
import { startAuditReceiver, type AuditEvent } from '../rig/audit-receiver.js';
import { startKubeApiserver, type KubeApiserver } from '../rig/kube-apiserver.js';
import type { KubernetesObject } from '../rig/kubernetes/client.js';
import { anAuditSink, aService } from '../sources/kubernetes/cluster.js';

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}
type Printed = KubernetesObject & { readonly rules?: readonly Rule[] };

/** Groups that the server serves: a right to what it does not serve cannot be used. */
const SERVED = ['', 'apps', 'batch', 'discovery.k8s.io', 'auditregistration.k8s.io'];

let receiver: Awaited<ReturnType<typeof startAuditReceiver>>;
let server: KubeApiserver;
let folder: ReturnType<typeof folderWith>;
let printed: Printed[];

beforeAll(async () => {
  receiver = await startAuditReceiver();
  server = await startKubeApiserver({ auditPolicy: GOOD, auditWebhook: { url: receiver.url, ca: receiver.ca } });
  await server.installAuditSinkCrd();
  await server.apply([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'audit', labels: { team: 'ml' } } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'apiserver', namespace: 'audit' }, data: { 'policy.yaml': GOOD } },
    aService('collector'),
    anAuditSink('sink', 'collector'),
  ]);
  folder = folderWith({
    'logproof.yaml': settings({ auditPolicy: { configMap: 'audit/apiserver', key: 'policy.yaml' }, auditWebhook: 'webhook.yaml', aiWorkloads: { namespaceSelector: 'team=ml' } }),
    'webhook.yaml': webhookFile(receiver.url, receiver.ca),
  });
  const { stdout } = await logproof(['permissions', 'kubernetes'], { cwd: folder.path });
  printed = objectsOf(stdout);
});
afterAll(async () => {
  folder?.remove();
  await server?.stop();
  await receiver?.stop();
});

const asScanner = () => scanned(['--kubeconfig', server.kubeconfigFor('scanner')], { cwd: folder.path });

/** Bound to the user that stands for the service account. */
const bound = (objects: readonly Printed[]): KubernetesObject[] =>
  objects.map((object) => ('subjects' in object ? { ...object, subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'logproof' }] } : object));

/** `verb group/resource`, with the namespace where there is one, or `verb /path`. */
const used = ({ verb, requestURI, objectRef }: AuditEvent): string => {
  const { resource, namespace, apiGroup = '' } = objectRef ?? {};
  return resource === undefined ? `${verb} ${requestURI.split('?')[0]}` : `${verb} ${apiGroup}/${resource}${namespace === undefined ? '' : ` in ${namespace}`}`;
};

/** What a rule allows, as a beginning of what uses it: the namespace is open where the role is of the whole cluster. */
const allowed = ({ rules = [], metadata }: Printed): string[] =>
  rules.flatMap(({ verbs, apiGroups = [], resources = [], nonResourceURLs = [] }) =>
    verbs.flatMap((verb) => [
      ...nonResourceURLs.map((path) => `${verb} ${path}`),
      ...apiGroups.filter((group) => SERVED.includes(group)).flatMap((group) => resources.map((resource) => `${verb} ${group}/${resource}${metadata.namespace === undefined ? '' : ` in ${metadata.namespace}`}`)),
    ]),
  );

/** What every authenticated user may do: the version, discovery, and asking who one is. */
const FOR_EVERYONE = /^get \/(version|apis)|^create authentication\.k8s\.io\/selfsubjectreviews$/;

/** Events that have come once no more do: the server sends them in batches, a second apart. */
async function eventsSoFar(): Promise<number> {
  for (let before = -1; before !== receiver.events().length; await delay(2500)) before = receiver.events().length;
  return receiver.events().length;
}

describe('the rights that are printed for a configuration, on a real kube-apiserver', () => {
  it('are enough to read all that it asks for, and each of them is used', async () => {
    expect((await asScanner()).result.gaps).not.toEqual([]);
    await server.apply(bound(printed));
    // RBAC reaches the authorizer by a watch: what was granted holds after a moment.
    await expect.poll(async () => (await asScanner()).result.gaps, { timeout: 20_000, interval: 500 }).toEqual([]);
    const earlier = await eventsSoFar();

    const { result } = await asScanner();

    const since = receiver.events().slice(earlier, await eventsSoFar());
    const own = since.filter(({ user, stage }) => user.username === 'logproof' && stage === 'ResponseComplete');
    const needed = [...new Set(own.map(used))].filter((what) => !FOR_EVERYONE.test(what));
    const rights = printed.flatMap(allowed);
    const covers = (right: string, what: string): boolean => what === right || what.startsWith(`${right} in `);
    expect(result.gaps).toEqual([]);
    expect(own.filter((event) => (event as AuditEvent & { responseStatus?: { code?: number } }).responseStatus?.code === 403)).toEqual([]);
    expect(needed.length).toBeGreaterThan(10);
    expect(needed.filter((what) => !rights.some((right) => covers(right, what)))).toEqual([]);
    expect(rights.filter((right) => !needed.some((what) => covers(right, what)))).toEqual([]);
  });
});
