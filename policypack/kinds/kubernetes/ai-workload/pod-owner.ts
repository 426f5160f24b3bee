import { record, records, textOf } from '../../../core/untyped.js';
import { labelsOf } from './pod.js';
import { JOINING_LABELS } from './signals.js';

/** What a pod belongs to, as its own metadata tells. */
export interface PodOwner {
  /** Empty for the core group. */
  readonly apiGroup: string;
  readonly kind: string;
  readonly name: string;
}

/** Deployments and Argo Rollouts own ReplicaSets, which they name after the template's hash. */
const REPLICA_SETS: readonly { readonly hash: string; readonly owner: Omit<PodOwner, 'name'> }[] = [
  { hash: 'pod-template-hash', owner: { apiGroup: 'apps', kind: 'Deployment' } },
  { hash: 'rollouts-pod-template-hash', owner: { apiGroup: 'argoproj.io', kind: 'Rollout' } },
];

/** The workload that owns a pod: its controller, a ReplicaSet's own controller by the template's hash, or the pod itself. */
export function podOwner(pod: unknown): PodOwner {
  const { metadata } = record(pod);
  const controller = controllerOf(pod);
  // A mirror pod belongs to its node, which is no workload.
  if (!controller || (controller.apiGroup === '' && controller.kind === 'Node')) return { apiGroup: '', kind: 'Pod', name: textOf(record(metadata)['name']) };
  const { apiGroup, kind, name } = controller;
  const labels = labelsOf(metadata);
  const replicas = apiGroup === 'apps' && kind === 'ReplicaSet' ? aboveReplicaSet(name, labels) : undefined;
  return replicas ?? (apiGroup === '' && kind === 'ReplicationController' ? aboveReplicationController(name, labels) : undefined) ?? { apiGroup, kind, name };
}

/** OpenShift's DeploymentConfig owns ReplicationControllers, which it names after itself and a number. */
function aboveReplicationController(name: string, labels: Readonly<Record<string, unknown>>): PodOwner | undefined {
  const above = labels['deploymentconfig'];
  return typeof above === 'string' && above !== '' && name.startsWith(`${above}-`) ? { apiGroup: 'apps.openshift.io', kind: 'DeploymentConfig', name: above } : undefined;
}

/** What an object belongs to: its controller; where that is a pod, or there is none, the object that a label of its names. */
export function ownerOf(object: unknown, labels: Readonly<Record<string, unknown>>): PodOwner | undefined {
  const controller = controllerOf(object);
  if (controller && !(controller.apiGroup === '' && controller.kind === 'Pod')) return controller;
  for (const [label, kind] of Object.entries(JOINING_LABELS)) {
    const name = labels[label];
    if (typeof name === 'string' && name !== '') return { ...kind, name };
  }
  return controller;
}

/** The controller that an object's metadata names; undefined where there is none. */
export const controllerOf = (object: unknown): PodOwner | undefined => references(object).find(({ controller }) => controller);

/**
 * Who owns an object, its controller first: who changes or deletes one of them changes or deletes it, whether or not it is said to
 * control it. Without objects of the core group, which own by being there: a node, a pod, a ConfigMap.
 */
export function ownersOf(object: unknown, labels: Readonly<Record<string, unknown>>): readonly PodOwner[] {
  const owner = ownerOf(object, labels);
  const others = references(object).filter(({ kind, name }) => kind !== owner?.kind || name !== owner.name);
  return [...(owner ? [owner] : []), ...others].filter(({ apiGroup }) => apiGroup !== '').map(({ apiGroup, kind, name }) => ({ apiGroup, kind, name }));
}

function references(object: unknown): (PodOwner & { readonly controller: boolean })[] {
  return records(record(record(object)['metadata'])['ownerReferences']).flatMap(({ kind, name, apiVersion, controller }) => {
    if (typeof kind !== 'string' || typeof name !== 'string' || typeof apiVersion !== 'string') return [];
    const [, apiGroup = ''] = apiVersion.split('/').reverse();
    return [{ apiGroup, kind, name, controller: controller === true }];
  });
}

function aboveReplicaSet(name: string, labels: Readonly<Record<string, unknown>>): PodOwner | undefined {
  for (const { hash, owner } of REPLICA_SETS) {
    const suffix = `-${textOf(labels[hash])}`;
    if (Object.hasOwn(labels, hash) && suffix.length > 1 && name.length > suffix.length && name.endsWith(suffix)) return { ...owner, name: name.slice(0, -suffix.length) };
  }
  return undefined;
}
