import type { DeclaredReader } from '../../../core/declared-resource.js';
import { firstGap, gap, isKnown, known, type Known } from '../../../core/known.js';
import type { Name } from '../../../core/name.js';
import { list } from '../../../core/untyped.js';
import { named, type Form } from '../../declared/objects.js';
import { read, readText, type Tree } from '../../declared/property-tree.js';
import { SAYS_HOW_IT_AUDITS } from '../api-server/declared/cluster-api.js';
import type { ClusterClassFacts } from './facts.js';

const TEMPLATE = 'KubeadmControlPlaneTemplate';

/** Reads which template a ClusterClass names, and what it patches. Source: kubernetes-sigs/cluster-api, api/core/v1beta1 and v1beta2. */
export const clusterClasses =
  (form: Exclude<Form, 'list'>): DeclaredReader<ClusterClassFacts> =>
  (resource) =>
    named(resource, form).map(({ full, tree }) => ({ name: full, facts: { template: templateOf(tree, full, form), patch: firstPatch(tree) }, texts: [] }));

/** What stands at `ref` up to v1beta1, and at `templateRef` since. */
function templateOf(tree: Tree, full: Name, form: Form): Known<string | undefined> {
  const controlPlane = read(tree, 'spec.controlPlane');
  if (!isKnown(controlPlane)) return controlPlane;
  const said = ['templateRef', 'ref'].map((field) => read(controlPlane.value, field));
  const unread = firstGap(said);
  if (unread) return gap(unread.gap, `spec.controlPlane.${unread.via}`);
  const ref = said.flatMap((one) => (isKnown(one) && one.value !== undefined ? [one.value] : []))[0];
  // What a patch of the class leaves out stands on the server.
  if (ref === undefined) return form === 'patch' ? gap('unsupported', 'which template the class names, which the patch of the class does not say,') : known(undefined);
  const kind = readText(ref, 'kind');
  if (!isKnown(kind)) return gap(kind.gap, 'the kind of the template of the control plane');
  if (kind.value !== TEMPLATE) return known(undefined);
  const [name, namespace] = [readText(ref, 'name'), namespaceOf(ref, full)];
  if (!isKnown(name)) return gap(name.gap, 'the name of the template of the control plane');
  return isKnown(namespace) ? known(`${namespace.value}/${name.value}`) : namespace;
}

/** The reference's own, else the class's. */
function namespaceOf(ref: Tree, full: Name): Known<string> {
  const own = readText(ref, 'namespace');
  if (!isKnown(own) || own.value) return own as Known<string>;
  const begins = isKnown(full) ? full.value : full.begins;
  return begins === undefined ? (full as Known<string>) : known(begins.slice(0, begins.indexOf('/')));
}

function firstPatch(tree: Tree): Known<string | undefined> {
  const patches = read(tree, 'spec.patches');
  if (!isKnown(patches)) return patches;
  const each = list(patches.value).map((patch) => ({ patch, changes: changesAuditing(patch) }));
  const certain = each.find(({ changes }) => isKnown(changes) && changes.value);
  if (!certain) return firstGap(each.map(({ changes }) => changes)) ?? known(undefined);
  const name = readText(certain.patch, 'name');
  return known((isKnown(name) ? name.value : undefined) ?? 'without a name');
}

/** Whether a patch may change how the API servers of the template audit: what an extension answers may be anything. */
function changesAuditing(patch: Tree): Known<boolean> {
  const external = read(patch, 'external');
  if (!isKnown(external)) return external;
  const generating = ['generatePatchesExtension', 'generateExtension'].map((field) => read(external.value, field));
  if (generating.some((one) => isKnown(one) && one.value !== undefined)) return known(true);
  const definitions = read(patch, 'definitions');
  if (!isKnown(definitions)) return definitions;
  return anyOf([...generating.map((one) => (isKnown(one) ? known(false) : one)), ...list(definitions.value).map(definitionChanges)]);
}

function definitionChanges(definition: Tree): Known<boolean> {
  const [kind, selected, patches] = [readText(definition, 'selector.kind'), read(definition, 'selector.matchResources.controlPlane'), read(definition, 'jsonPatches')];
  if (isKnown(kind) && kind.value !== TEMPLATE) return known(false);
  if (isKnown(selected) && selected.value !== true) return known(false);
  if (!isKnown(patches)) return patches;
  const paths = anyOf(list(patches.value).map(pathChanges));
  return isKnown(paths) && !paths.value ? paths : (firstGap([kind, selected]) ?? paths);
}

const SPEC = '/spec/template/spec/kubeadmConfigSpec';
const READ_FROM = SAYS_HOW_IT_AUDITS.map((path) => `${SPEC}/${path.replaceAll('.', '/')}`);

/** A JSON Pointer changes what stands at it, below it, and whatever holds it. */
function pathChanges(patch: Tree): Known<boolean> {
  const path = readText(patch, 'path');
  if (!isKnown(path)) return path;
  const pointer = path.value ?? '';
  return known(READ_FROM.some((from) => isWithin(from, pointer) || isWithin(pointer, from)));
}

const isWithin = (pointer: string, whole: string): boolean => pointer === whole || pointer.startsWith(`${whole}/`);

function anyOf(each: readonly Known<boolean>[]): Known<boolean> {
  return each.some((one) => isKnown(one) && one.value) ? known(true) : (firstGap(each) ?? known(false));
}
