import type { DeclaredReader } from '../../../core/declared-resource.js';
import { firstGap, isKnown, known, type Gap, type Known } from '../../../core/known.js';
import { list, record } from '../../../core/untyped.js';
import { named, type Form } from '../../declared/objects.js';
import { firstUnread, read, readWhole, treeAt, Unread, type Tree } from '../../declared/property-tree.js';
import { stronger, type AiSign } from '../ai-workload/facts.js';
import { podTemplates } from '../ai-workload/pod-template.js';
import { isNamed, podSigns } from '../ai-workload/pod.js';
import type { AiSignFacts } from './facts.js';

/** Reads the pods of a declared workload, by the very signs that live ones are found by. */
export const aiSigns =
  (form: Form, pods: 'templates' | 'pod'): DeclaredReader<AiSignFacts> =>
  (resource) =>
    named(resource, form).map(({ name, tree, within }) => ({ name, ...(within !== undefined && { within }), facts: { sign: signOf(tree, pods) }, texts: [] }));

function signOf(tree: Tree, pods: 'templates' | 'pod'): Known<AiSign | undefined> {
  const spec = read(tree, 'spec');
  if (!isKnown(spec)) return spec;
  const templates = pods === 'pod' ? [record(tree)] : podTemplates(tree);
  const signs = templates.flatMap((template) => podSigns(template).sign ?? []).filter(isNamed);
  if (signs.length > 0) return known(signs.reduce(stronger));
  return firstGap(templates.map(unreadSign)) ?? unreadTemplate(tree) ?? known(undefined);
}

/** Where a container shows what it is, as {@link podSigns} looks: by names, never by a variable's value. */
const OF_CONTAINER: readonly (readonly [path: string, called: string])[] = [
  ['image', 'the image of a container'],
  ['name', 'the name of a container'],
  ['command', 'the command of a container'],
  ['args', 'the arguments of a container'],
  ['resources', 'the resources of a container'],
];

/** The same in the entries of its lists, and of a pod's volumes. */
const OF_ENTRIES: readonly (readonly [list: string, names: readonly string[], called: string])[] = [
  ['env', ['name', 'valueFrom.secretKeyRef.name'], 'the variables of a container'],
  ['envFrom', ['secretRef.name', 'configMapRef.name'], 'what the variables of a container come from'],
  ['volumeMounts', ['mountPath'], 'the mounts of a container'],
];
const OF_VOLUMES = ['volumes', ['secret.secretName', 'image.reference'], 'the volumes of a pod'] as const;

/** Why a pod may show a sign that was not read. */
function unreadSign(template: Tree): Known<undefined> {
  const labels = readWhole(template, 'metadata.labels');
  if (!isKnown(labels)) return labels;
  const spec = treeAt(template, 'spec');
  return CONTAINERS.map((path) => unreadContainers(template, path)).find((why) => why !== undefined) ?? unreadNames(spec, ...OF_VOLUMES) ?? known(undefined);
}

const CONTAINERS = ['spec.containers', 'spec.initContainers', 'spec.ephemeralContainers'] as const;

function unreadContainers(template: Tree, path: string): Gap | undefined {
  const containers = read(template, path);
  if (!isKnown(containers)) return containers;
  for (const container of list(containers.value)) {
    const why = container instanceof Unread ? container.at('a container') : unreadContainer(container);
    if (why) return why;
  }
  return undefined;
}

function unreadContainer(container: Tree): Gap | undefined {
  for (const [path, called] of OF_CONTAINER) {
    const why = firstUnread(treeAt(container, path), called);
    if (why) return why;
  }
  return OF_ENTRIES.map((entries) => unreadNames(container, ...entries)).find((why) => why !== undefined);
}

/** Whether names in the entries of a list were not read; their values may be. */
function unreadNames(tree: Tree, path: string, names: readonly string[], called: string): Gap | undefined {
  const entries = treeAt(tree, path);
  if (entries instanceof Unread) return entries.at(called);
  for (const entry of list(entries)) {
    const unread = names.map((name) => treeAt(entry, name)).find((value) => value instanceof Unread);
    if (unread) return unread.at(called);
  }
  return undefined;
}

/** A template that stands where its pods should be told, and is not known. */
function unreadTemplate(tree: Tree): Gap | undefined {
  const jobs = read(tree, 'spec.replicatedJobs');
  if (!isKnown(jobs)) return jobs;
  const templates = [read(tree, 'spec.template.spec'), read(tree, 'spec.jobTemplate.spec.template.spec'), ...list(jobs.value).map((job) => read(job, 'template.spec.template.spec'))];
  return firstGap(templates);
}
