import { credentialChain, loadSdk, regionClients } from '../sources/aws/clients.js';
import { awsSettings, type AwsOptions } from '../sources/aws/options.js';
import type { EventPage } from './search.js';

/** Where the event should arrive, and how AWS is asked. */
export interface Destination {
  readonly logGroup: string;
  readonly region: string;
  readonly aws: Omit<AwsOptions, 'regions'>;
}

/** Searches of one log group: `logs:FilterLogEvents` on it, and nothing else. */
export interface LogGroupReader {
  /** One page of the events that hold the text, from a moment on (milliseconds since 1970). @throws what the SDK throws */
  page(text: string, since: number, token: string | undefined): Promise<EventPage>;
  /** Requests sent so far, retries included. */
  readonly requests: number;
  close(): void;
}

/** Prepares the searches; nothing is sent yet. */
export async function logGroupReader({ logGroup, region, aws }: Destination, signal: AbortSignal): Promise<LogGroupReader> {
  const settings = awsSettings({ ...aws, regions: [region] });
  const sdk = await loadSdk();
  const clients = regionClients(sdk, region, settings, credentialChain(sdk, settings), signal);
  return {
    async page(text, since, token) {
      const input = { logGroupName: logGroup, filterPattern: `"${text}"`, startTime: since, ...(token !== undefined && { nextToken: token }) };
      return clients.logs.send(new sdk.logs.FilterLogEventsCommand(input), { abortSignal: signal });
    },
    get requests() {
      return clients.requests.get('FilterLogEvents') ?? 0;
    },
    close: () => clients.destroy(),
  };
}
