import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A simulated account in a process of its own, and a configuration that scans it without pacing. */
export interface Account {
  readonly url: string;
  /** Working folder with a `logproof.yaml` for this account. */
  readonly folder: string;
  /** Requests answered so far, by operation. */
  requests(): Promise<Readonly<Record<string, number>>>;
  stop(): void;
}

export async function startAccount(count: number, health: 'healthy' | 'failing'): Promise<Account> {
  const child = fork(join(import.meta.dirname, 'simulated-account.ts'), [String(count), health], { execArgv: ['--import', 'tsx'] });
  const { url } = (await answer(child)) as { url: string };
  const folder = mkdtempSync(join(tmpdir(), 'logproof-bench-'));
  // The pace is AWS's quota, not ours: it is lifted here so that the work itself is measured.
  writeFileSync(join(folder, 'logproof.yaml'), `sources:\n  aws: { regions: [eu-west-1], endpointUrl: "${url}", requestsPerSecond: 1000000 }\n`);
  return {
    url,
    folder,
    async requests() {
      child.send('requests');
      return ((await answer(child)) as { requests: Record<string, number> }).requests;
    },
    stop() {
      child.send('stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const answer = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => reject(new Error('the simulated account ended')));
  });
