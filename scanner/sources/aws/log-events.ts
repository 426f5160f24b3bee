import { Access, credentialChain } from './client/access.js';
import type { Calls } from './client/call.js';
import { PACKAGES } from './client/packages.js';
import { awsSettings, type AwsOptions } from './options.js';

/** The operation of a search. */
export const SEARCH = 'FilterLogEvents';

/** A page of FilterLogEvents: it may be empty and still have a next one. */
export interface EventPage {
  readonly events?:
    | readonly {
        readonly message?: string | undefined;
        readonly logStreamName?: string | undefined;
        readonly ingestionTime?: number | undefined;
      }[]
    | undefined;
  readonly nextToken?: string | undefined;
}

/** Where an event should arrive, and how AWS is asked. */
export interface Destination {
  readonly logGroup: string;
  readonly region: string;
  readonly aws: Omit<AwsOptions, 'regions' | 'wanted'>;
}

/** Searches of one log group: `logs:FilterLogEvents` on it, and nothing else. */
export interface LogGroupReader {
  /** One page of the events that hold the text, from a moment on (milliseconds since 1970). @throws what the SDK throws */
  page(text: string, since: number, token: string | undefined): Promise<EventPage>;
  /** Requests sent so far, retries included. */
  readonly requests: number;
  close(): void;
}

/** What a probe asks AWS: the events of one log group. */
const search = {
  calls: {
    [SEARCH]: {
      service: 'logs',
      right: { action: 'logs:FilterLogEvents', why: 'FindTheAuditEventOfAProbe' },
      // Below the lowest quota that a region has, 5. Source: CloudWatch Logs quotas.
      perSecond: 4,
      grant: 'deploy/aws/iam-policy-probe.json',
    },
  } satisfies Calls,
};
export default search;

/** Prepares the searches; nothing is sent yet. */
export async function logGroupReader(
  { logGroup, region, aws }: Destination,
  signal: AbortSignal,
): Promise<LogGroupReader> {
  const settings = awsSettings({ ...aws, regions: [region], wanted: new Set() });
  const credentials = credentialChain(settings);
  const access = new Access({ region, settings, calls: search.calls, credentials, signal });
  const logs = await access.client('logs');
  const { FilterLogEventsCommand } = PACKAGES.logs();
  return {
    async page(text, since, token) {
      const next = token !== undefined && { nextToken: token };
      const command = new FilterLogEventsCommand({
        logGroupName: logGroup,
        filterPattern: `"${text}"`,
        startTime: since,
        ...next,
      });
      return logs.send(command, { abortSignal: signal });
    },
    get requests() {
      return access.requests.of(SEARCH);
    },
    close: () => access.close(),
  };
}
