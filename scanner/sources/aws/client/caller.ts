import { MalformedAnswer } from '../../deadline.js';
import type { Access } from './access.js';
import { PACKAGES } from './packages.js';

/** Who asks. */
export interface Caller {
  /** Twelve digits. */
  readonly account: string;
  /** The IAM or STS ARN. */
  readonly arn: string;
}

/** Asks STS who we are. @throws what the SDK throws */
export async function askCaller(access: Access): Promise<Caller> {
  const sts = await access.client('sts');
  const { GetCallerIdentityCommand } = PACKAGES.sts();
  const { Account: account, Arn: arn } = await sts.send(new GetCallerIdentityCommand({}), {
    abortSignal: access.signal,
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
