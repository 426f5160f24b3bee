import { matcher } from '../core/glob.js';
import { KINDS } from '../kinds/index.js';
import { aiWorkloadId } from '../kinds/kubernetes/ai-workload/facts.js';
import { auditSinkId } from '../kinds/kubernetes/audit-sink/facts.js';
import { serviceId } from '../kinds/kubernetes/service/facts.js';

/**
 * Whether a waiver's subject is for everything of some sort, whatever it is called and wherever it is. What decides is what it
 * matches, not how it is spelt: `**`, `*:*`, `?*` and `arn:aws:logs:*:*:log-group:*` all are. One that says a region, an account, a
 * stack, a namespace or any part of a name is not.
 */
export function matchesEverything(glob: string): boolean {
  const matches = matcher([glob]);
  // Hundreds of names, which only who reads waivers needs.
  everything ??= everySort();
  return everything.some((sort) => sort.every(matches));
}

/** Names that have no character in common: only a glob that asks nothing matches them all. Longer than anybody counts by `?`. */
const NAMES = ['qk7vwzt3mhxb', '0f9d2c8e1a6b4357', 'Zulu.Yankee.Xray', 'p_p_p_p_p_p_p', 'gjgjgjgjgjgjgj', 'oiuoiuoiuoiuoiuoiu'];
const ACCOUNTS = ['104857600000', '987654321098', '555566667777'];
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  aws: ['eu-west-1', 'us-east-2', 'ap-southeast-3'],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-west-1', 'us-gov-east-1'],
};

/** Plain, as a path, and with a folder, as log groups are called. */
const CALLED = [NAMES, NAMES.map((name, index) => `/${other(NAMES, index)}/${name}`), NAMES.map((name, index) => `${other(NAMES, index)}/${name}`)];

let everything: readonly (readonly string[])[] | undefined;

/** Everything of one sort, by its name or its id, is matched where all of these are. */
const everySort = (): readonly (readonly string[])[] => [...CALLED, ACCOUNTS, ...CALLED.flatMap((names) => [...arns(names), ...urns(names)]), ...inClusters(), ...ofAccounts()];

function other<T>(all: readonly T[], index: number): T {
  return all[(index + 1) % all.length] as T;
}

function arns(names: readonly string[]): string[][] {
  return Object.entries(REGIONS).flatMap(([partition, regions]) => {
    const arn = (index: number, service: string, resource: string): string =>
      `arn:${partition}:${service}:${regions[index % regions.length]}:${ACCOUNTS[index % ACCOUNTS.length]}:${resource}`;
    const forms: ((name: string, index: number) => string)[] = [
      (name, index) => arn(index, 'logs', `log-group:${name}`),
      (name, index) => arn(index, 'kms', `key/${name}`),
      (name, index) => arn(index, 'eks', `cluster/${name}`),
      (name) => `arn:${partition}:s3:::${name}`,
      (_, index) => `arn:${partition}:iam::${ACCOUNTS[index % ACCOUNTS.length]}:root`,
    ];
    return forms.map((form) => names.map(form));
  });
}

function urns(names: readonly string[]): string[][] {
  const types = KINDS.all.flatMap(({ declared }) => Object.keys(declared ?? {}));
  return types.map((type) => names.map((name, index) => `urn:pulumi:${other(NAMES, index)}::${other(NAMES, index + 1)}::${type}::${name}`));
}

function inClusters(): string[][] {
  const forms: ((name: string, namespace: string) => string)[] = [
    (name) => auditSinkId(name),
    (name, namespace) => serviceId(namespace, name),
    (name, namespace) => aiWorkloadId('apps', 'Deployment', namespace, name),
    (name, namespace) => `/ConfigMap/${namespace}/${name}#policy.yaml`,
    (name) => `/Pod/kube-system/${name}`,
    (name, namespace) => `controlplane.cluster.x-k8s.io/KubeadmControlPlane/${namespace}/${name}`,
    (name) => `kube-apiserver/${name}`,
    (name) => `kubernetes:${name}`,
    (name, namespace) => `pulumi:${namespace}/${name}`,
  ];
  return forms.map((form) => NAMES.map((name, index) => form(name, other(NAMES, index))));
}

function ofAccounts(): string[][] {
  const places = ACCOUNTS.map((account, index) => `aws:${account}:${other(REGIONS['aws'] as readonly string[], index)}`);
  return [places.map((place) => `${place}/model-invocation-logging`), places.map((place, index) => `${place}/account-policy/RETENTION_POLICY/${NAMES[index]}`)];
}
