import { partsOfUrn, stackScope } from '../../../policypack/kinds/declared/urn.js';
import type { State } from './parse-state.js';

/** A stack as its state names it. */
export interface StackName {
  readonly stack: string;
  /** Its own among the states that are read together. */
  readonly scope: string;
}

/** What a state says of whose it is. */
export interface NamedState {
  readonly state: State;
  /** The file or the stack as the user gave it: unlike any other of the run. */
  readonly given: string;
  /** `given` is a stack's name, and no file's. */
  readonly isStack: boolean;
}

/**
 * Names the stacks of all states that are read together, in their order. Two may say one project and stack: they are of two
 * organisations, of two backends, or two exports. Then the organisation tells them apart, and where that does not, the file.
 */
export function stackNames(states: readonly NamedState[]): StackName[] {
  const plain = states.map((one) => ({ ...one, ...plainName(one) }));
  const organised = whereShared(plain, inOrganisation);
  return whereShared(organised, ({ scope, given }) => `${scope}@${given}`).map(({ stack, scope }) => ({ stack, scope }));
}

/** Renames those of which another has the scope. */
function whereShared<N extends StackName>(all: readonly N[], renamed: (one: N) => string): N[] {
  const times = new Map<string, number>();
  for (const { scope } of all) times.set(scope, (times.get(scope) ?? 0) + 1);
  return all.map((one) => ((times.get(one.scope) ?? 0) > 1 ? { ...one, scope: renamed(one) } : one));
}

/** From its resources, else by the name that the state or the user gives. */
function plainName({ state, given }: NamedState): StackName {
  const [first] = [...state.resources, ...state.pending.map(({ resource }) => resource)];
  if (first) {
    const { stack, project } = partsOfUrn(first.urn);
    return { stack, scope: stackScope(stack, project) };
  }
  const name = state.stack ?? given;
  return { stack: name, scope: `pulumi:${name}` };
}

/** What a self-managed backend, which has no organisations, writes in the place of one. */
const NO_ORGANISATION = 'organization';

function inOrganisation({ state, given, isStack, scope }: NamedState & StackName): string {
  const [organisation, project, stack] = (isStack ? given : (state.stack ?? '')).split('/');
  if (!organisation || project === undefined || stack === undefined || organisation === NO_ORGANISATION) return scope;
  return scope.replace(/^pulumi:/, `pulumi:${organisation}/`);
}
