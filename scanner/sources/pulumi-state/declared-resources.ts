import { KINDS } from '../../../policypack/kinds/index.js';
import type { Fact } from '../../../policypack/core/fact.js';
import { decodeProperties } from '../../../policypack/kinds/declared/property-values.js';
import type { State, StateResource } from './parse-state.js';
import { locationOf } from './source-position.js';
import { partsOfUrn, stackScope } from '../../../policypack/kinds/declared/urn.js';
import type { DeclaredResource } from '../../../policypack/core/declared-resource.js';
import { stackFact, unshownTypes } from '../../../policypack/kinds/pulumi/stack/kind.js';

/** A stack as its state names it. */
export interface StackName {
  readonly stack: string;
  readonly scope: string;
}

/** The stack that a state is of: from its resources, else by the name that the state or the user gives. */
export function stackOf({ resources, stack }: State, otherwise: string): StackName {
  const [first] = resources;
  if (first) {
    const { stack: name, project } = partsOfUrn(first.urn);
    return { stack: name, scope: stackScope(name, project) };
  }
  const name = stack ?? otherwise;
  return { stack: name, scope: `pulumi:${name}` };
}

/** What a state declares: the stack first, then its resources of the kinds that logproof judges. */
export function* factsOf(state: State, { stack, scope }: StackName): Generator<Fact> {
  // What a program merely reads is nothing that it declares.
  const declared = state.resources.filter(({ external }) => !external);
  const read = state.resources.filter(({ external }) => external).map(({ type }) => type);
  yield stackFact(
    stack,
    scope,
    declared.map(({ type }) => type),
    [...read, ...unshownTypes(state.resources)],
  );
  for (const resource of declared) {
    if (KINDS.isKnownType(resource.type)) yield* KINDS.factsOf(declaredResource(resource), scope);
  }
}

/**
 * A resource of a state as a declared one. Its inputs, which the program wrote, win over its outputs, which a refresh may
 * have set to what is live; outputs add what only the provider knows, such as the ARN. Secrets stay unread.
 */
export function declaredResource({
  urn,
  type,
  inputs,
  outputs,
  propertyDependencies,
  sourcePosition,
}: StateResource): DeclaredResource {
  const location = locationOf(sourcePosition);
  return {
    type,
    urn,
    name: partsOfUrn(urn).name,
    properties: decodeProperties({ ...outputs, ...inputs }, 'hidden').tree,
    propertyDependencies,
    ...(location && { location }),
  };
}
