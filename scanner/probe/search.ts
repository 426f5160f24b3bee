import { setTimeout as delay } from 'node:timers/promises';
import type { SeenEvent } from '../../policypack/kinds/kubernetes/audit-delivery/facts.js';
import { answerIn } from '../sources/aws/client/errors.js';
import { SEARCH, type EventPage } from '../sources/aws/log-events.js';
import { TokenGuard } from '../sources/pages.js';
import { answered, auditEventOf } from './audit-event.js';

/** The event, and where and when it was found. Times in milliseconds since 1970. */
export interface FoundEvent extends SeenEvent {
  readonly logStream: string;
  readonly ingestedAt: number | undefined;
  readonly seenAt: number;
}

/** What looking into the log group gave. */
export interface Search {
  readonly found?: FoundEvent;
  /** Times that the group was searched to its end. */
  readonly looks: number;
  /** The group was not there when it was last looked for. */
  readonly absent: boolean;
  /** Messages that name the probe and are not its audit event: another record of it, or one that was cut. */
  readonly others: number;
}

/** How a log group is searched. */
export interface SearchOptions {
  /** @throws what the SDK throws */
  readonly ask: (token: string | undefined) => Promise<EventPage>;
  readonly probe: string;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  readonly onLook: (search: Search) => void;
  /** Milliseconds after the first look; each wait is half as long again, up to ten seconds. */
  readonly firstWaitMs: number;
}

/** The search could not be brought to its end: whether the event is there is not known. */
export class UnfinishedSearch extends Error {
  override readonly name = 'UnfinishedSearch';
}

/** How far before the request events are searched, milliseconds: clocks differ, and the name is in none of them. */
export const CLOCKS_MS = 300_000;

const LONGEST_WAIT_MS = 10_000;

/** How long the last look may go on after the deadline. */
const GRACE_MS = 30_000;

/**
 * Looks for the event until it is found or the time is over, with growing waits, and once more when it is. A group that
 * is not there may still be made by the collector.
 * @throws UnfinishedSearch, the SDK's errors, or AbortError
 */
export async function searchLogGroup(options: SearchOptions): Promise<Search> {
  let wait = options.firstWaitMs;
  for (let looks = 1; ; looks += 1) {
    const isLast = Date.now() >= options.deadline;
    const search: Search = { ...(await look(options)), looks };
    options.onLook(search);
    if (search.found || isLast) return search;
    await delay(Math.max(0, Math.min(wait, options.deadline - Date.now())), undefined, { signal: options.signal });
    wait = Math.min(wait * 1.5, LONGEST_WAIT_MS);
  }
}

async function look({ ask, probe, deadline }: SearchOptions): Promise<Omit<Search, 'looks'>> {
  const guard = new TokenGuard();
  const found: FoundEvent[] = [];
  let others = 0;
  let token: string | undefined;
  do {
    if (Date.now() > deadline + GRACE_MS) throw new UnfinishedSearch('the log group could not be searched to its end in time');
    const page = await ask(token).catch((problem: unknown) => {
      if (answerIn(problem, SEARCH) === 'absent') return undefined;
      throw problem;
    });
    if (!page) return { absent: true, others };
    for (const { message = '', logStreamName = '', ingestionTime } of page.events ?? []) {
      const event = auditEventOf(message, probe);
      if (event) found.push({ ...event, logStream: logStreamName, ingestedAt: ingestionTime, seenAt: Date.now() });
      else others += 1;
    }
    token = page.nextToken ? guard.follow(page.nextToken) : undefined;
  } while (token);
  const best = answered(found);
  return { absent: false, others, ...(best && { found: best }) };
}
