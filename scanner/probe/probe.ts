import { gap, type Known } from '../../policypack/core/known.js';
import type { AuditDelivery, DeliveredEvent } from '../../policypack/kinds/kubernetes/audit-delivery/facts.js';
import { explaining } from '../sources/aws/client/errors.js';
import logEvents, { logGroupReader, type Destination, type LogGroupReader } from '../sources/aws/log-events.js';
import { interrupted, type Failure } from '../sources/failure.js';
import { connect, type Connection } from '../sources/kubernetes/client/connection.js';
import { concernsAll, kubernetesFailure } from '../sources/kubernetes/client/errors.js';
import type { KubeContext } from '../sources/kubernetes/client/kubeconfig.js';
import type { HostFiles, RequestSettings } from '../sources/kubernetes/options.js';
import { askSelf, type Self } from '../sources/kubernetes/client/self.js';
import { readingSignal } from '../sources/reading-signal.js';
import { diagnose } from './diagnose.js';
import { readCounters, readEvidence } from './evidence.js';
import { probeName, sendProbe } from './request.js';
import { CLOCKS_MS, searchLogGroup, UnfinishedSearch, type FoundEvent, type Search } from './search.js';
import type { ServerCounters } from './server-counters.js';

/** What a probe works with. */
export interface ProbeOptions {
  readonly context: KubeContext;
  readonly settings: RequestSettings;
  readonly files: HostFiles;
  readonly destination: Destination;
  /** Seconds that the event is waited for. */
  readonly timeoutSeconds: number;
  /** Milliseconds after the first look. Default 1,000; tests are quicker. */
  readonly firstWaitMs?: number;
  readonly onProgress: (text: string) => void;
}

/** What a probe came to. */
export interface ProbeReading {
  readonly probe: string;
  /** When the request was made, milliseconds since 1970; absent where it was not. */
  readonly sentAt?: number;
  /** The HTTP status that it was answered with. */
  readonly answered?: number;
  /** Who the API server takes us for; absent where it does not tell. */
  readonly user?: string;
  /** Where the event is, or which link is broken; or why it could not be looked for. */
  readonly outcome: { readonly delivery: AuditDelivery } | { readonly failure: Failure };
  /** Requests to both servers. */
  readonly requests: number;
}

/**
 * Makes one request that is audited under a name of its own, and looks for its audit event in the log group until it is
 * found or the time is over. Never throws for what a server does.
 */
export async function probe(options: ProbeOptions, outer: AbortSignal): Promise<ProbeReading> {
  const { signal, end } = readingSignal(outer);
  const connection = await connect(options.context, options.settings, signal);
  let reader: LogGroupReader | undefined;
  try {
    reader = await logGroupReader(options.destination, signal);
    return await new Probe(options, connection, reader, signal).run();
  } finally {
    end();
    connection.close();
    reader?.close();
  }
}

class Probe {
  readonly #name = probeName();
  #self: Self | undefined;
  #sent: Pick<ProbeReading, 'sentAt' | 'answered'> = {};

  constructor(
    private readonly options: ProbeOptions,
    private readonly connection: Connection,
    private readonly reader: LogGroupReader,
    private readonly signal: AbortSignal,
  ) {}

  async run(): Promise<ProbeReading> {
    const operation = `get configmaps default/${this.#name}`;
    let before: Known<ServerCounters>;
    try {
      this.#self = await askSelf(this.connection).catch((problem: unknown) => {
        if (concernsAll(problem)) throw problem;
        return undefined;
      });
      before = await readCounters({ connection: this.connection, signal: this.signal });
      const sentAt = Date.now();
      this.#sent = { sentAt, answered: await sendProbe(this.connection, this.#name) };
    } catch (problem) {
      return this.#reading({ failure: this.signal.aborted ? interrupted(operation) : kubernetesFailure(problem, { operation, begun: false }) });
    }
    return this.#reading(await this.#look(before));
  }

  async #look(before: Known<ServerCounters>): Promise<ProbeReading['outcome']> {
    const { logGroup } = this.options.destination;
    const sentAt = this.#sent.sentAt ?? 0;
    this.options.onProgress(`asked for ${this.#name}, answered ${this.#sent.answered}; looking for its audit event in ${logGroup} for up to ${this.options.timeoutSeconds} s`);
    try {
      const search = await searchLogGroup({
        ask: (token) => this.reader.page(this.#name, sentAt - CLOCKS_MS, token),
        probe: this.#name,
        deadline: sentAt + this.options.timeoutSeconds * 1000,
        signal: this.signal,
        firstWaitMs: this.options.firstWaitMs ?? 1000,
        onLook: ({ found, absent, looks }) => found ?? this.options.onProgress(`${Math.round((Date.now() - sentAt) / 1000)} s: ${absent ? 'the log group is not there yet' : 'not there yet'} (looked ${looks === 1 ? 'once' : `${looks} times`})`),
      });
      return { delivery: search.found ? { ...this.#delivery(), event: delivered(search.found, sentAt) } : { ...this.#delivery(), chain: await this.#diagnosis(before, search) } };
    } catch (problem) {
      return { failure: this.#explain(problem) };
    }
  }

  async #diagnosis(before: Known<ServerCounters>, search: Search) {
    const { context, files, destination, timeoutSeconds } = this.options;
    this.options.onProgress(`not there after ${timeoutSeconds} s; reading how the API server audits`);
    const evidence = await readEvidence({ connection: this.connection, context, signal: this.signal, files, before, self: this.#self, probe: this.#name });
    this.signal.throwIfAborted();
    return diagnose(evidence, search, { logGroup: destination.logGroup, timeoutSeconds });
  }

  #explain(problem: unknown): Failure {
    const operation = 'FilterLogEvents';
    if (this.signal.aborted) return interrupted(operation);
    if (problem instanceof UnfinishedSearch) return { reason: 'cut-off', detail: `${operation}: ${problem.message}: the log group takes in more than can be searched; probe one that holds audit events alone` };
    return explaining(logEvents.calls)(problem, { operation, begun: false });
  }

  #delivery(): Omit<AuditDelivery, 'event' | 'chain'> {
    const { destination, timeoutSeconds } = this.options;
    return { logGroup: destination.logGroup, region: destination.region, probe: this.#name, timeoutSeconds };
  }

  #reading(outcome: ProbeReading['outcome']): ProbeReading {
    const requests = this.connection.requests + this.reader.requests;
    return { probe: this.#name, ...this.#sent, ...(this.#self && { user: this.#self.user }), outcome, requests };
  }
}

/** The clocks of two machines may make an event arrive before it was asked for: that is no time at all. */
function delivered({ ingestedAt, seenAt, logStream, ...event }: FoundEvent, sentAt: number): DeliveredEvent {
  const seenAfterMs = seenAt - sentAt;
  return { ...event, logStream, ingestedAfterMs: ingestedAt === undefined ? seenAfterMs : Math.max(0, ingestedAt - sentAt), seenAfterMs };
}

/** What a fact holds of a probe. */
export const deliveryOf = ({ outcome }: ProbeReading, { logGroup }: Destination): Known<AuditDelivery> =>
  'delivery' in outcome ? { value: outcome.delivery } : gap(outcome.failure.reason, `whether an audit event arrives in ${logGroup}`);
