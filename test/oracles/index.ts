import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc, { type RunDetails } from 'fast-check';
import type { Oracle } from './oracle.js';

const ENDING = '.oracle.ts';

/** What the oracles of a folder are called, sorted: each by its file's name. Default: those of this folder. */
export const oracleNames = (folder = import.meta.dirname): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .sort();

/** One oracle of a folder. */
export async function oracleOf(name: string, folder = import.meta.dirname): Promise<Oracle> {
  const { default: oracle } = (await import(pathToFileURL(join(folder, `${name}${ENDING}`)).href)) as { default: Oracle };
  return oracle;
}

/** Every oracle of this folder by its name. */
export async function oracles(): Promise<Readonly<Record<string, Oracle>>> {
  return Object.fromEntries(await Promise.all(oracleNames().map(async (name) => [name, await oracleOf(name)] as const)));
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
