import { list, record } from '../../../core/untyped.js';
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
  if (!controller || (controller.apiGroup === '' && controller.kind === 'Node')) return { apiGroup: '', kind: 'Pod', name: String(record(metadata)['name']) };
  const { apiGroup, kind, name } = controller;
  const labels = labelsOf(metadata);
  if (apiGroup === 'apps' && kind === 'ReplicaSet') return aboveReplicaSet(name, labels) ?? controller;
  return (apiGroup === '' && kind === 'ReplicationController' ? aboveReplicationController(name, labels) : undefined) ?? controller;
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
export function controllerOf(object: unknown): PodOwner | undefined {
  const references = list(record(record(object)['metadata'])['ownerReferences']).map(record);
  const { kind, name, apiVersion } = references.find(({ controller }) => controller === true) ?? {};
  if (typeof kind !== 'string' || typeof name !== 'string' || typeof apiVersion !== 'string') return undefined;
  const [, apiGroup = ''] = apiVersion.split('/').reverse();
  return { apiGroup, kind, name };
}

function aboveReplicaSet(name: string, labels: Readonly<Record<string, unknown>>): PodOwner | undefined {
  for (const { hash, owner } of REPLICA_SETS) {
    const suffix = `-${String(labels[hash])}`;
    if (Object.hasOwn(labels, hash) && suffix.length > 1 && name.length > suffix.length && name.endsWith(suffix)) return { ...owner, name: name.slice(0, -suffix.length) };
  }
  return undefined;
}
