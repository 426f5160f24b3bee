import { relative, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { InputMistake } from '../../../policypack/core/input-mistake.js';
import type { CollectionGap, Observation } from '../../../policypack/core/fact.js';
import { KINDS } from '../../../policypack/kinds/index.js';
import { failureGap, interrupted, type Failure } from '../failure.js';
import type { OnProgress, Source } from '../source.js';
import { factsOf } from './declared-resources.js';
import { interruption } from './doubts.js';
import { exportStack } from './export-stack.js';
import { parseState, type State } from './parse-state.js';
import { readStateText } from './read-state.js';
import { stackNames, type StackName } from './stack-names.js';

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
export function pulumiSources(options: PulumiOptions): Source[] {
  const all = [...statesGiven(options), ...stacksGiven(options)];
  let naming: Promise<readonly Named[]> | undefined;
  return all.map((given, index) => source(given.name, async (signal) => (await (naming ??= named(all, signal)))[index] as Named));
}

/** A state that the user asks for. */
interface Given {
  readonly name: string;
  readonly isStack: boolean;
  readonly read: (signal: AbortSignal) => Promise<Read>;
}

type Read = { readonly state: State } | { readonly failure: Failure };

/** One file given twice is one state. */
function statesGiven({ states, stdin, cwd }: PulumiOptions): Given[] {
  const paths = new Set(states.map((path) => (path === '-' ? path : resolve(cwd, path))));
  return [...paths].map((path) => {
    const name = path === '-' ? 'standard input' : relative(cwd, path) || path;
    return { name, isStack: false, read: async (signal) => ({ state: parseState(await readStateText(path, name, stdin, signal), name) }) };
  });
}

function stacksGiven({ stacks, cwd, exportTimeoutSeconds = EXPORT_TIMEOUT_SECONDS }: PulumiOptions): Given[] {
  return [...new Set(stacks)].map((stack) => ({
    name: stack,
    isStack: true,
    read: async (signal) => {
      const exported = await exportStack({ stack, cwd, timeoutSeconds: exportTimeoutSeconds, signal });
      return 'failure' in exported ? exported : parsedExport(exported.text, stack);
    },
  }));
}

/** What the CLI answered is a server's word: where it is no state, that is a gap and not the user's mistake. */
function parsedExport(text: string, stack: string): Read {
  try {
    return { state: parseState(text, stack) };
  } catch (problem) {
    if (!(problem instanceof InputMistake)) throw problem;
    return { failure: { reason: 'unsupported', detail: `pulumi stack export: ${problem.message}` } };
  }
}

/** A state with the name that its stack has among those that are read together, or why there is none. */
type Named = { readonly state: State; readonly name: StackName } | { readonly failure: Failure };

/** What a stack is called depends on what the others are: all are read before the first is told. */
async function named(all: readonly Given[], signal: AbortSignal): Promise<readonly Named[]> {
  const outcomes = await Promise.all(all.map(async ({ name, isStack, read }) => ({ given: name, isStack, outcome: await unlessInterrupted(read(signal), signal) })));
  const read = outcomes.flatMap(({ outcome, ...given }) => ('state' in outcome ? [{ ...given, state: outcome.state }] : []));
  const names = new Map(stackNames(read).map((name, index) => [read[index]?.given, name] as const));
  return outcomes.map(({ given, outcome }) => ('state' in outcome ? { state: outcome.state, name: names.get(given) as StackName } : outcome));
}

const source = (given: string, read: (signal: AbortSignal) => Promise<Named>): Source => ({
  name: 'pulumi',
  scope: `pulumi:${given}`,
  stage: 'declared',
  reads: ['pulumi.stack'],
  async *collect(signal, onProgress) {
    const outcome = await read(signal);
    if ('failure' in outcome) {
      onProgress({ source: 'pulumi', scope: `pulumi:${given}`, what: 'resources', read: 0, ended: 'with gaps' });
      yield [failureGap('pulumi', `pulumi:${given}`, 'pulumi.stack', outcome.failure)];
    } else yield* observations(outcome, given, onProgress);
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

function* observations({ state, name }: Extract<Named, { state: State }>, given: string, onProgress: OnProgress): Generator<readonly Observation[]> {
  let batch: Observation[] = [];
  for (const fact of factsOf(state, name)) {
    batch.push(fact);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  const { scope } = name;
  const gaps = pendingGaps(state, name);
  const read = state.resources.length;
  const complete = gaps.length === 0;
  yield [...batch, ...gaps, { type: 'population', source: 'pulumi', scope, kind: 'pulumi.stack', read, requests: 1, complete, identity: given }];
  onProgress({ source: 'pulumi', scope, what: 'resources', read, ended: complete ? 'complete' : 'with gaps' });
}

/** An operation that was interrupted leaves open whether its resource is there, and as which. */
const pendingGaps = ({ pending }: State, { scope }: StackName): CollectionGap[] =>
  pending
    .filter(({ resource }) => KINDS.isKnownType(resource.type))
    .map((operation) => failureGap('pulumi', scope, 'pulumi.stack', { reason: 'cut-off', detail: interruption(operation) }));
