import type { DeclaredResource } from '../../policypack/core/declared-resource.js';
import type { Fact } from '../../policypack/core/fact.js';
import { Unread, type Tree } from '../../policypack/kinds/declared/property-tree.js';
import { stackScope } from '../../policypack/kinds/declared/urn.js';
import { KINDS } from '../../policypack/kinds/index.js';
import { STACK_REFERENCE, stackFact, unshown } from '../../policypack/kinds/pulumi/stack/kind.js';
import { unreadMark, type CaseResource } from './case.js';

const STACK = 'prod';
const PROJECT = 'shop';

/**
 * The facts of a stack, by the readers of its resources' kinds, as a preview knows them.
 * @throws Error where two resources have one name, or an input names a resource that is not there
 */
export function factsOfStack(resources: readonly CaseResource[]): Fact[] {
  const urns = new Map(resources.map(({ name, type }) => [name, `urn:pulumi:${STACK}::${PROJECT}::${type}::${name}`]));
  if (urns.size < resources.length) throw new Error(`two resources of the stack have one name: ${resources.map(({ name }) => name).join(', ')}`);
  const scope = stackScope(STACK, PROJECT);
  const types = resources.map(({ type }) => type);
  const declared = resources.map((one) => resource(one, urns));
  return [stackFact(STACK, scope, types, [...declared.filter(({ type }) => type === STACK_REFERENCE).map(({ urn }) => urn), ...unshown(declared)]), ...declared.flatMap((one) => KINDS.factsOf(one, scope))];
}

function resource({ name, type, inputs }: CaseResource, urns: ReadonlyMap<string, string>): DeclaredResource {
  const dependencies = Object.entries(inputs).map(([key, value]) => [key, [...new Set(resourcesNamed(value))].map((other) => urnOf(other, urns))] as const);
  return {
    type,
    name,
    urn: urnOf(name, urns),
    properties: treeOf(inputs),
    propertyDependencies: Object.fromEntries(dependencies.filter(([, of]) => of.length > 0)),
  };
}

function urnOf(name: string, urns: ReadonlyMap<string, string>): string {
  const urn = urns.get(name);
  if (urn === undefined) throw new Error(`the stack has no resource ${name}, only ${[...urns.keys()].join(', ')}`);
  return urn;
}

/** An output of another resource, as Pulumi YAML writes it: `${group.name}`. */
const OUTPUT = /\$\{([\w-]+)\.[\w.]+\}/g;

const resourcesNamed = (value: unknown): string[] => [...JSON.stringify(value).matchAll(OUTPUT)].map(([, name = '']) => name);

/** A value as the engine hands it over in a preview: nothing made of an output is known yet. */
function treeOf(value: unknown): Tree {
  if (typeof value === 'string') return value.search(OUTPUT) < 0 ? value : new Unread('preview');
  if (typeof value !== 'object' || value === null) return value;
  const mark = unreadMark.safeParse(value);
  if (mark.success) return new Unread(mark.data.unread);
  return Array.isArray(value) ? value.map(treeOf) : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, treeOf(one)]));
}

/** Whether a resource has a value that the case says is not known. */
export const hasUnread = ({ inputs }: CaseResource): boolean => /"unread":/.test(JSON.stringify(inputs));
