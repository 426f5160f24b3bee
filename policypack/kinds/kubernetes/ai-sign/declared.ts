import type { DeclaredReader } from '../../../core/declared-resource.js';
import { firstGap, gap, isKnown, known, type Gap, type Known } from '../../../core/known.js';
import { list, record } from '../../../core/untyped.js';
import { named, type Form } from '../../declared/objects.js';
import { firstUnread, read, Unread, type Tree } from '../../declared/property-tree.js';
import { stronger, type AiSign } from '../ai-workload/facts.js';
import { podTemplates } from '../ai-workload/pod-template.js';
import { podSigns } from '../ai-workload/pod.js';
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
  const signs = templates.flatMap((template) => podSigns(template).sign ?? []).filter(({ confidence }) => confidence !== 'low');
  if (signs.length > 0) return known(signs.reduce(stronger));
  return firstGap(templates.map(unreadSign)) ?? unreadTemplate(tree) ?? known(undefined);
}

/** Why a pod may show a sign that was not read: its labels and images are where signs are. */
function unreadSign(template: unknown): Known<undefined> {
  const { metadata, spec } = record(template);
  const { containers, initContainers } = record(spec);
  const images = [containers, initContainers].flatMap((some) => (some instanceof Unread ? [some] : list(some).map((one) => (one instanceof Unread ? one : record(one)['image']))));
  const unread = images.find((image): image is Unread => image instanceof Unread);
  const labels = metadata instanceof Unread ? gap(metadata.reason, 'metadata') : firstUnread(record(metadata)['labels'], 'labels');
  return (unread && gap(unread.reason, 'the image of a container')) ?? labels ?? known(undefined);
}

/** A template that stands where its pods should be told, and is not known. */
function unreadTemplate(tree: Tree): Gap | undefined {
  const template = read(tree, 'spec.template.spec');
  return isKnown(template) ? undefined : template;
}
