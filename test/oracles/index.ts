import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc, { type RunDetails } from 'fast-check';
import type { Oracle } from './oracle.js';

const ENDING = '.oracle.ts';

/** Every oracle of this folder by its file's name. */
export async function oracles(): Promise<Readonly<Record<string, Oracle>>> {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(ENDING)).sort();
  const loaded = await Promise.all(files.map(async (file) => {
    const { default: oracle } = (await import(pathToFileURL(join(import.meta.dirname, file)).href)) as { default: Oracle };
    return [file.slice(0, -ENDING.length), oracle] as const;
  }));
  return Object.fromEntries(loaded);
}

/** Inputs to try: so many, or as many as the time allows; the same ones for the same seed. */
export interface Tried {
  readonly seed: number;
  readonly numRuns?: number;
  /** Milliseconds. */
  readonly interruptAfterTimeLimit?: number;
}

/** Tries an oracle on inputs. A promise that is broken is in the details, with the smallest input found. */
export async function ask(oracle: Oracle, tried: Tried): Promise<RunDetails<unknown>> {
  return await fc.check(oracle.property(), tried);
}

/** Fails with the smallest input that breaks a promise, and with the seed that leads to it. */
export async function hold(oracle: Oracle, tried: Tried): Promise<void> {
  await fc.assert(oracle.property(), tried);
}
