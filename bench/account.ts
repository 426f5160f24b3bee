import { startSimulator, type Simulator } from './simulator.js';

/** A simulated account in a process of its own, and a configuration that scans it without pacing. */
export interface Account extends Simulator {
  readonly url: string;
}

/** `mixed`: one group in ten fails. */
export type Health = 'healthy' | 'mixed' | 'failing';

export async function startAccount(count: number, health: Health): Promise<Account> {
  const simulator = await startSimulator('simulated-account.ts', [String(count), health], ({ url }) => ({
    // The pace is AWS's quota, not ours: it is lifted here so that the work itself is measured.
    'logproof.yaml': `sources:\n  aws: { regions: [eu-west-1], endpointUrl: "${url}", requestsPerSecond: 1000000 }\n`,
  }));
  return { ...simulator, url: simulator.ready['url'] ?? '' };
}
