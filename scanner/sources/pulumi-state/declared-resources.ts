import { KINDS } from '../../../policypack/kinds/index.js';
import type { DeclaredProvider, DeclaredResource } from '../../../policypack/core/declared-resource.js';
import type { Fact } from '../../../policypack/core/fact.js';
import { leftToLive } from '../../../policypack/kinds/declared/left-to-live.js';
import { decodeProperties } from '../../../policypack/kinds/declared/property-values.js';
import { partsOfUrn } from '../../../policypack/kinds/declared/urn.js';
import { STACK_REFERENCE, stackFact, unshown } from '../../../policypack/kinds/pulumi/stack/kind.js';
import { currentUrns } from './aliases.js';
import { doubtsOf } from './doubts.js';
import type { State } from './parse-state.js';
import { providersOf } from './providers.js';
import { locationOf } from './source-position.js';
import type { StackName } from './stack-names.js';
import type { StateResource } from './state-resource.js';

/** What a state says of its resources beside their values. */
export interface SaidBeside {
  readonly providerOf: (reference: string) => DeclaredProvider | undefined;
  readonly currentUrn: (urn: string) => string;
  readonly doubtOf: (resource: StateResource) => DeclaredResource['doubt'];
}

const NOTHING_BESIDE: SaidBeside = { providerOf: () => undefined, currentUrn: (urn) => urn, doubtOf: () => undefined };

/**
 * What a state declares: the stack first, then its resources of the kinds that logproof judges, those too whose making was
 * interrupted. A stack that has no resources declares nothing, itself included: it was destroyed, or never deployed.
 */
export function* factsOf(state: State, { stack, scope }: StackName): Generator<Fact> {
  // In the order of their URNs: the same state in another order says the same.
  const resources = [...state.resources, ...unmade(state)].sort((a, b) => (a.urn < b.urn ? -1 : 1));
  const declared = resources.filter(({ external }) => !external);
  const read = resources.filter(({ external, type }) => external || type === STACK_REFERENCE).map(({ urn }) => urn);
  if (declared.some(isMade)) yield stackFact(stack, scope, declared.map(({ type }) => type), [...read, ...unshown(resources)]);
  const beside: SaidBeside = { providerOf: providersOf(resources), currentUrn: currentUrns(resources), doubtOf: doubtsOf(state) };
  for (const resource of resources) {
    if (KINDS.isKnownType(resource.type)) yield* KINDS.factsOf(declaredResource(resource, beside), scope);
  }
}

/** Neither the stack, nor a provider, nor a reference: those are Pulumi's own, and there is nothing of them anywhere. */
const isMade = ({ type }: StateResource): boolean => !type.startsWith('pulumi:');

/** What an interrupted operation was about to make. */
function unmade({ resources, pending }: State): StateResource[] {
  const there = new Set(resources.map(({ urn }) => urn));
  return pending.flatMap(({ resource }) => (there.has(resource.urn) ? [] : [resource]));
}

/**
 * A resource of a state as a declared one. Its inputs, which the program wrote, win over its outputs, which a refresh may
 * have set to what is live; outputs add what only the provider knows, such as the ARN. Secrets stay unread.
 */
export function declaredResource(resource: StateResource, { providerOf, currentUrn, doubtOf }: SaidBeside = NOTHING_BESIDE): DeclaredResource {
  const { urn, type, inputs, outputs, ignoreChanges, external, sourcePosition } = resource;
  const location = locationOf(sourcePosition);
  const provider = resource.provider === undefined ? undefined : providerOf(resource.provider);
  const doubt = doubtOf(resource);
  return {
    type,
    urn,
    name: partsOfUrn(urn).name,
    properties: leftToLive(decodeProperties({ ...outputs, ...inputs }, 'hidden').tree, ignoreChanges),
    propertyDependencies: Object.fromEntries(Object.entries(resource.propertyDependencies).map(([name, urns]) => [name, urns.map(currentUrn)])),
    ...(location && { location }),
    ...(provider && { provider }),
    ...(doubt && { doubt }),
    ...(external && { onlyRead: true }),
    ...(ignoreChanges.length > 0 && { leavesToLive: true }),
  };
}
