import { MalformedAnswer } from '../deadline.js';
import type { RegionClients } from './clients.js';

/** Who asks. */
export interface Caller {
  /** Twelve digits. */
  readonly account: string;
  /** The IAM or STS ARN. */
  readonly arn: string;
}

/** Asks STS who we are. @throws what the SDK throws */
export async function askCaller(clients: RegionClients, signal: AbortSignal): Promise<Caller> {
  const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  const { Account: account, Arn: arn } = await clients.sts.send(new GetCallerIdentityCommand({}), {
    abortSignal: signal,
  });
  if (!account || !arn) throw new MalformedAnswer('the answer names no account');
  return { account, arn };
}

/** Asks once for all regions. Where the first region asked is down, each other one asks its own. */
export function onceForAll<T>(): (ask: () => Promise<T>) => Promise<T> {
  let first: Promise<T> | undefined;
  return (ask) => {
    if (first) return first.catch(ask);
    first = ask();
    return first;
  };
}
