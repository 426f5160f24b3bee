import { relative } from 'node:path';
import type { Readable } from 'node:stream';
import { InputMistake } from '../../../policypack/core/input-mistake.js';
import type { CollectionGap, Observation } from '../../../policypack/core/fact.js';
import { partsOfUrn } from '../../../policypack/kinds/declared/urn.js';
import { KINDS } from '../../../policypack/kinds/index.js';
import { failureGap, interrupted, type Failure } from '../failure.js';
import type { OnProgress, Source } from '../source.js';
import { factsOf, stackOf, type StackName } from './declared-resources.js';
import { exportStack } from './export-stack.js';
import { parseState, type State } from './parse-state.js';
import { readStateText } from './read-state.js';

/** Which states are read. */
export interface PulumiOptions {
  /** Exported files; `-` is standard input. */
  readonly states: readonly string[];
  /** Stacks that the Pulumi CLI exports. */
  readonly stacks: readonly string[];
  readonly stdin: Readable;
  /** The folder of the user's command, and where the CLI looks for a project. */
  readonly cwd: string;
  /** Seconds after which the CLI counts as unreachable. */
  readonly exportTimeoutSeconds?: number;
}

const EXPORT_TIMEOUT_SECONDS = 120;
/** Facts are handed over in batches, so that a large state does not hold up what else is being read. */
const BATCH = 500;

/**
 * One source per state. A file that the user named and that is no state is bad input: its source throws {@link InputMistake}.
 * A stack that cannot be exported is a gap.
 */
export function pulumiSources({
  states,
  stacks,
  stdin,
  cwd,
  exportTimeoutSeconds = EXPORT_TIMEOUT_SECONDS,
}: PulumiOptions): Source[] {
  return [
    ...states.map((path) => {
      const name = path === '-' ? 'standard input' : relative(cwd, path) || path;
      return source(name, async (signal) => ({
        state: parseState(await readStateText(path, name, stdin, signal), name),
      }));
    }),
    ...stacks.map((stack) =>
      source(stack, async (signal) => {
        const exported = await exportStack({ stack, cwd, timeoutSeconds: exportTimeoutSeconds, signal });
        return 'failure' in exported ? exported : parsedExport(exported.text, stack);
      }),
    ),
  ];
}

type Read = { readonly state: State } | { readonly failure: Failure };

/** What the CLI answered is a server's word: where it is no state, that is a gap and not the user's mistake. */
function parsedExport(text: string, stack: string): Read {
  try {
    return { state: parseState(text, stack) };
  } catch (problem) {
    if (!(problem instanceof InputMistake)) throw problem;
    return { failure: { reason: 'unsupported', detail: `pulumi stack export: ${problem.message}` } };
  }
}

const source = (name: string, read: (signal: AbortSignal) => Promise<Read>): Source => ({
  name: 'pulumi',
  scope: `pulumi:${name}`,
  stage: 'declared',
  reads: ['pulumi.stack'],
  async *collect(signal, onProgress) {
    const outcome = await unlessInterrupted(read(signal), signal);
    if ('failure' in outcome) {
      onProgress({ source: 'pulumi', scope: `pulumi:${name}`, what: 'resources', read: 0, ended: 'with gaps' });
      yield [failureGap('pulumi', `pulumi:${name}`, 'pulumi.stack', outcome.failure)];
    } else yield* observations(outcome.state, name, onProgress);
  },
});

async function unlessInterrupted(reading: Promise<Read>, signal: AbortSignal): Promise<Read> {
  try {
    const outcome = await reading;
    return signal.aborted ? { failure: interrupted('reading the state') } : outcome;
  } catch (problem) {
    if (signal.aborted) return { failure: interrupted('reading the state') };
    throw problem;
  }
}

function* observations(state: State, name: string, onProgress: OnProgress): Generator<readonly Observation[]> {
  const stack = stackOf(state, name);
  let batch: Observation[] = [];
  for (const fact of factsOf(state, stack)) {
    batch.push(fact);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  const gaps = pendingGaps(state, stack);
  const read = state.resources.length;
  yield [
    ...batch,
    ...gaps,
    {
      type: 'population',
      source: 'pulumi',
      scope: stack.scope,
      kind: 'pulumi.stack',
      read,
      requests: 1,
      complete: gaps.length === 0,
      identity: name,
    },
  ];
  onProgress({
    source: 'pulumi',
    scope: stack.scope,
    what: 'resources',
    read,
    ended: gaps.length === 0 ? 'complete' : 'with gaps',
  });
}

/** An operation that was interrupted leaves open whether its resource is there, and as which. */
const pendingGaps = ({ pending }: State, { scope }: StackName): CollectionGap[] =>
  pending
    .filter(({ type }) => KINDS.isKnownType(type))
    .map(({ urn, operation }) =>
      failureGap('pulumi', scope, 'pulumi.stack', {
        reason: 'cut-off',
        detail: `${operation} ${partsOfUrn(urn).name} was interrupted, and the state does not know how it ended; run pulumi refresh`,
      }),
    );
