import type { FinalizeRequestMiddleware, MetadataBearer, Pluggable } from '@smithy/types';
import pThrottle from 'p-throttle';
import { NoAnswer, withDeadline } from '../../deadline.js';
import type { RequestCount } from '../../request-count.js';
import type { AwsSettings } from '../options.js';
import type { Calls } from './call.js';
import { httpStatus, isAnotherService } from './errors.js';
import type { ServiceName } from './services.js';

/** What the pace of a region's requests follows from. */
export interface PaceOptions {
  readonly settings: Pick<AwsSettings, 'requestsPerSecond' | 'requestTimeoutSeconds'>;
  readonly calls: Calls;
  readonly signal: AbortSignal;
}

/** A caller's turn under an operation's quota. */
type Turn = () => Promise<void>;

/** The pace of one region's requests, whichever client sends them. */
export class Pace {
  readonly #turns = new Map<string, Turn>();

  constructor(private readonly options: PaceOptions) {}

  /**
   * Around every attempt of every call, the retries included: waits for its turn under the account's quota, counts it,
   * and bounds it in time. It sits inside the SDK's retry, so that retries cannot outrun the quota either. An operation
   * that no reader declares is refused: the rights that are shipped could not name it.
   */
  attempting<Input extends object, Output extends MetadataBearer>(
    service: ServiceName,
    requests: RequestCount,
  ): Pluggable<Input, Output> {
    const attempt: FinalizeRequestMiddleware<Input, Output> = (next, { commandName = '' }) => {
      const operation = commandName.replace(/Command$/, '');
      return async (args) => {
        await this.#turn(service, operation)();
        requests.sent(operation);
        return bounded(next(args), this.options.settings.requestTimeoutSeconds, isFirst(args.request));
      };
    };
    return {
      applyToStack: (stack) =>
        stack.addRelativeTo(attempt, {
          name: 'logproofAttempt',
          relation: 'after',
          toMiddleware: 'retryMiddleware',
          override: true,
        }),
    };
  }

  #turn(service: ServiceName, operation: string): Turn {
    const { calls, settings, signal } = this.options;
    const call = Object.hasOwn(calls, operation) ? calls[operation] : undefined;
    if (call?.service !== service) throw new Error(`${service} ${operation} is a call that no reader declares`);
    const perSecond = call.perSecond === 'requestsPerSecond' ? settings.requestsPerSecond : call.perSecond;
    const turn = this.#turns.get(operation) ?? pace(perSecond ?? Infinity, signal);
    this.#turns.set(operation, turn);
    return turn;
  }
}

/** A timer waits a millisecond at least: from this rate on it would slow down more than it paces. */
const FINEST_PER_SECOND = 1000;

/** Resolves when the caller's turn has come. Below one a second, the interval grows instead. */
function pace(perSecond: number, signal: AbortSignal): Turn {
  if (perSecond >= FINEST_PER_SECOND) return async () => signal.throwIfAborted();
  const limit = Math.max(1, Math.floor(perSecond));
  const turn = (): void => undefined;
  // A throttle cannot be made with a signal that has aborted already.
  const throttled = signal.aborted
    ? turn
    : pThrottle({ limit, interval: (1000 * limit) / perSecond, strict: true, signal })(turn);
  return async () => {
    signal.throwIfAborted();
    await throttled();
  };
}

/** Tells the SDK which of our failures a retry may mend: cut JSON always, silence once, since each costs the whole wait. */
async function bounded<T>(work: Promise<T>, seconds: number, first: boolean): Promise<T> {
  try {
    return await withDeadline(work, seconds);
  } catch (problem) {
    const again =
      (problem instanceof SyntaxError && httpStatus(problem) === 200 && !isAnotherService(problem)) || (problem instanceof NoAnswer && first);
    throw again ? Object.assign(problem, { $retryable: {} }) : problem;
  }
}

// The retry middleware numbers its attempts in a header of their own.
const isFirst = (request: unknown): boolean =>
  (request as { headers?: Record<string, string> }).headers?.['amz-sdk-request']?.startsWith('attempt=1;') ?? true;
