import { promisify } from 'node:util';
import { boundedChild, endedWords, MOST_OF_CREDENTIALS } from '../../child-process.js';
import { sharedConfiguration } from './packages.js';

/** Why the profile's credential_process gave no credentials. The message holds nothing of what it printed. */
export class CredentialProcessError extends Error {
  override readonly name = 'CredentialProcessError';
}

/**
 * Has the SDK run a profile's `credential_process` within limits; by itself it waits for ever, and leaves what the shell has started
 * behind. The SDK looks for another way to run it in this place alone, and takes its own where ours is gone, which a test would tell.
 * @returns why the program was ended, where it was; the SDK goes on to its other means, and would say that there are none
 */
export function boundCredentialProcess(limits: { readonly seconds: number; readonly signal: AbortSignal }): () => CredentialProcessError | undefined {
  let ended: CredentialProcessError | undefined;
  const run = (command: string): Promise<{ readonly stdout: string }> => {
    // The SDK asks the same program once more in another place of its chain.
    if (ended) return Promise.reject(ended);
    const bounds = { ...limits, mostBytes: MOST_OF_CREDENTIALS };
    const bounded = boundedChild(command, [], bounds, { shell: true });
    return new Promise((resolve, reject) => {
      const { child } = bounded;
      const chunks: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      child.once('error', reject);
      child.once('close', (code) => {
        if (bounded.endedBy) reject((ended = new CredentialProcessError(`the profile's credential_process ${endedWords(bounded.endedBy, bounds)}`)));
        else if (code === 0) resolve({ stdout: Buffer.concat(chunks).toString('utf8') });
        else reject(new Error(`credential_process ended with ${code}`));
      });
    });
  };
  const exec = Object.assign(() => undefined, { [promisify.custom]: run });
  sharedConfiguration().externalDataInterceptor.interceptToken('exec', exec);
  return () => ended;
}
