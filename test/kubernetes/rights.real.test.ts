import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { folderWith, scanned } from '../cli/command-line.js';
import { startAuditReceiver, type AuditEvent } from '../rig/audit-receiver.js';
import { startKubeApiserver, type KubeApiserver } from '../rig/kube-apiserver.js';
import type { KubernetesObject } from '../rig/kubernetes/client.js';
import { GOOD, settings, webhookFile } from './clusters.js';

const DEPLOY = join(import.meta.dirname, '../../deploy/kubernetes');

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}
type Shipped = KubernetesObject & { readonly rules?: readonly Rule[] };

/** The shipped objects, bound to the user that stands for the ServiceAccount. */
const shipped = (file: string): Shipped[] =>
  parseAllDocuments(
    readFileSync(join(DEPLOY, file), 'utf8').replace(
      /- kind: ServiceAccount\n +name: logproof\n +namespace: logproof/g,
      '- kind: User\n    apiGroup: rbac.authorization.k8s.io\n    name: logproof',
    ),
  ).map((document) => document.toJS() as Shipped);

/** The same objects without one resource, or one path, of one rule. */
const without = (objects: readonly Shipped[], grant: string): Shipped[] =>
  objects.map((object) =>
    object.rules
      ? {
          ...object,
          rules: object.rules.flatMap((rule): Rule[] => {
            const paths = rule.nonResourceURLs?.filter((path) => path !== grant);
            if (paths) return paths.length > 0 ? [{ ...rule, nonResourceURLs: paths }] : [];
            const resources = rule.resources?.filter((resource) => resource !== grant) ?? [];
            return resources.length > 0 ? [{ ...rule, resources }] : [];
          }),
        }
      : object,
  );

/** Groups that a plain Kubernetes serves: what is granted of others is tested where these are served. */
const isBuiltIn = (rule: Rule): boolean => (rule.apiGroups ?? ['']).every((group) => !group.includes('.') || group.endsWith('.k8s.io'));

const grantsOf = (objects: readonly Shipped[]): string[] =>
  objects.flatMap(({ rules = [] }) => rules.filter(isBuiltIn).flatMap(({ resources, nonResourceURLs }) => [...(nonResourceURLs ?? resources ?? [])]));

const API_SERVER = shipped('rbac-api-server.yaml');

/** What a control needs of each grant: with it gone, and no other, these are unknown. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  '/metrics': ['api-server-audit-live'],
  '/flagz': ['api-server-audit-exported', 'api-server-audit-throttle'],
  pods: ['api-server-audit-replicas-agree'],
  configmaps: ['api-server-audit-replicas-agree'],
  endpointslices: ['api-server-audit-replicas-agree'],
};

let receiver: Awaited<ReturnType<typeof startAuditReceiver>>;
let server: KubeApiserver;

beforeAll(async () => {
  receiver = await startAuditReceiver();
  server = await startKubeApiserver({ auditPolicy: GOOD, auditWebhook: { url: receiver.url, ca: receiver.ca } });
  await server.installAuditSinkCrd();
  await server.apply([...shipped('rbac.yaml'), ...API_SERVER]);
});
afterAll(async () => {
  await server?.stop();
  await receiver?.stop();
});

async function scan() {
  const folder = folderWith({
    'logproof.yaml': settings({ auditPolicy: 'policy.yaml', auditWebhook: 'webhook.yaml' }),
    'policy.yaml': GOOD,
    'webhook.yaml': webhookFile(receiver.url, receiver.ca),
  });
  try {
    const { code, result } = await scanned(['--kubeconfig', server.kubeconfigFor('scanner')], { cwd: folder.path });
    return { code, unknown: new Set(result.findings.filter(({ outcome }) => outcome === 'unknown').map(({ control }) => control)) };
  } finally {
    folder.remove();
  }
}

/** Roles take effect when the server's own watch has seen them. */
async function scanUntil(settled: (found: Awaited<ReturnType<typeof scan>>) => boolean) {
  let found = await scan();
  for (let tries = 0; tries < 20 && !settled(found); tries += 1) {
    await delay(250);
    found = await scan();
  }
  return found;
}

describe('the shipped rights to read API servers', () => {
  it('are each named here', () => {
    expect(Object.keys(NEEDED).sort()).toEqual(grantsOf(API_SERVER).sort());
  });

  it.each(Object.entries(NEEDED))('are no more than is needed: without %s, %j is unknown', async (grant, controls) => {
    expect((await scanUntil(({ unknown }) => unknown.size === 0)).unknown).toEqual(new Set());

    await server.apply(without(API_SERVER, grant));
    const found = await scanUntil(({ unknown }) => controls.every((control) => unknown.has(control)));
    await server.apply(API_SERVER);

    expect(found.code).toBe(3);
    expect([...found.unknown]).toEqual(expect.arrayContaining([...controls]));
  });

  it('are no less: with them no request is refused, and what is asked for is all that is granted', async () => {
    await scanUntil(({ unknown }) => unknown.size === 0);
    const earlier = await eventsSoFar();
    await scan();
    const asked = requestsSince(earlier, await eventsSoFar());

    expect(asked.filter(({ status }) => status === 403)).toEqual([]);
    expect([...new Set(asked.map(({ what }) => what))].sort()).toEqual([
      'create selfsubjectreviews',
      'get /apis/config.openshift.io/v1',
      'get /flagz',
      'get /metrics',
      'get /version',
      'get configmaps kube-system/kubeadm-config',
      'get endpointslices default/kubernetes',
      'list auditsinks',
      'list pods kube-system/',
    ]);
  });
});

/** Events that have come once no more do: the server sends them in batches, a second apart. */
async function eventsSoFar(): Promise<number> {
  for (let before = -1; before !== receiver.events().length; await delay(2500)) before = receiver.events().length;
  return receiver.events().length;
}

/** The scanner's requests, as the API server's own audit log tells them. */
const requestsSince = (from: number, to: number) =>
  receiver
    .events()
    .slice(from, to)
    .filter(({ user, stage }) => user.username === 'logproof' && stage === 'ResponseComplete')
    .map((event) => ({ what: shown(event), status: (event as AuditEvent & { responseStatus?: { code?: number } }).responseStatus?.code }));

function shown({ verb, requestURI, objectRef }: AuditEvent): string {
  if (objectRef?.resource === undefined) return `${verb} ${requestURI.split('?')[0]}`;
  const { resource, namespace, name = '' } = objectRef;
  return `${verb} ${resource}${namespace === undefined ? '' : ` ${namespace}/${name}`}`;
}
