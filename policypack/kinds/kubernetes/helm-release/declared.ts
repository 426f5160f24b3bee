import type { DeclaredReader, DeclaredResource } from '../../../core/declared-resource.js';
import { gap, isKnown, known, type Known } from '../../../core/known.js';
import { list, textOf } from '../../../core/untyped.js';
import { partly, readText, readWhole, Unread, type Tree } from '../../declared/property-tree.js';
import type { HelmReleaseFacts } from './facts.js';

/** What a Release tells of an object that it holds: its kind, and its name. */
interface Held {
  readonly type: string;
  readonly namespace: Tree;
  readonly name: string;
}

/** Reads what a Release says of what it holds. Its values and its manifest are not worked out: what a chart makes of them is Helm's. */
export const readHelmRelease: DeclaredReader<HelmReleaseFacts> = (resource) => {
  const held = heldBy(resource);
  const objects = isKnown(held) ? known(held.value.length) : gap(held.gap, `what ${titleOf(resource)} holds`);
  return [{ id: resource.urn, name: known(resource.name), facts: { objects }, texts: [] }];
};

/** The objects that a Release names, as resources of their own types: they are there, and little else of them is known. */
export function heldObjects(resource: DeclaredResource): DeclaredResource[] {
  const held = heldBy(resource);
  if (!isKnown(held)) return [];
  const heldByRelease = titleOf(resource);
  const unread = new Unread('unsupported', `held by ${heldByRelease}`);
  const { urn, location, provider } = resource;
  return held.value.map(({ type, namespace, name }) => ({
    type,
    urn,
    name,
    properties: partly({ metadata: partly({ namespace, name }, unread) }, unread),
    propertyDependencies: {},
    heldBy: heldByRelease,
    ...(location && { location }),
    ...(provider && { provider }),
  }));
}

const titleOf = ({ name }: DeclaredResource): string => `the Helm release ${name}`;

/**
 * `resourceNames`: names by `KIND.GROUP/VERSION`, each with its namespace where the chart gives one. A Release that does not say
 * may hold anything. Source: pulumi/pulumi-kubernetes, provider/pkg/provider/helm_release.go.
 */
function heldBy({ properties }: DeclaredResource): Known<readonly Held[]> {
  const names = readWhole(properties, 'resourceNames');
  if (!isKnown(names)) return names;
  if (typeof names.value !== 'object' || names.value === null) return gap('unsupported', 'resourceNames');
  const given = readText(properties, 'namespace');
  const otherwise = isKnown(given) ? given.value || 'default' : new Unread(given.gap);
  return known(Object.entries(names.value).flatMap(([kind, objects]) => list(objects).map((object) => held(kind, textOf(object), otherwise))));
}

function held(kind: string, object: string, otherwise: Tree): Held {
  const [groupKind = '', version = ''] = kind.split('/');
  const dot = groupKind.indexOf('.');
  const type = dot < 0 ? `kubernetes:core/${version}:${groupKind}` : `kubernetes:${groupKind.slice(dot + 1)}/${version}:${groupKind.slice(0, dot)}`;
  const slash = object.indexOf('/');
  return { type, namespace: slash < 0 ? otherwise : object.slice(0, slash), name: object.slice(slash + 1) };
}
