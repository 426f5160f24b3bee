import { gap, type Gap } from '../../../policypack/core/known.js';
import { partsOfUrn } from '../../../policypack/kinds/declared/urn.js';
import type { PendingOperation, State } from './parse-state.js';
import type { StateResource } from './state-resource.js';

/**
 * Tells why it is not known of a resource whether it is there, or is as the state says: an operation on it was interrupted, it was
 * deleted to be replaced and not made again, or its making ended with errors. The errors themselves are not told: they may hold
 * anything.
 */
export function doubtsOf({ pending }: State): (resource: StateResource) => Gap | undefined {
  const interrupted = new Map(pending.map((one) => [one.resource.urn, one] as const));
  return ({ urn, external, pendingReplacement, initErrors }) => {
    const operation = interrupted.get(urn);
    if (operation) return interruptedDoubt(operation);
    // What is only read is as it was read.
    if (external) return undefined;
    if (pendingReplacement) return NOT_MADE_AGAIN;
    return initErrors ? NOT_WHOLE : undefined;
  };
}

/** What a person reads of an interrupted operation, in the list of what was not read. */
export const interruption = ({ operation, resource: { urn } }: PendingOperation): string =>
  `${operation} ${partsOfUrn(urn).name} was interrupted, and the state does not know how it ended; run pulumi refresh`;

const interruptedDoubt = ({ operation }: PendingOperation): Gap =>
  gap('cut-off', 'whether it is there', {
    message: `${operation} it was interrupted, and the state does not know how that ended`,
    todo: 'Run pulumi refresh, which asks the provider, and give the state again.',
  });

const NOT_MADE_AGAIN = gap('cut-off', 'whether it is there', {
  message: 'it was deleted to be replaced, and its replacement was not made',
  todo: 'Run pulumi up, which makes it again, and give the state again.',
});

const NOT_WHOLE = gap('cut-off', 'whether it is as declared', {
  message: 'it was made, and what had to follow failed: the state does not know what it is now',
  todo: 'Run pulumi up until it ends without errors, and give the state again.',
});
