import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './exit.js';

/** A temporary folder that goes when it is told to, at the latest when this process ends. */
export interface Scratch {
  readonly folder: string;
  remove(): void;
}

/** Makes an empty temporary folder; its name starts with `logproof-rig-` and what it is for. */
export function scratch(purpose: string): Scratch {
  const folder = mkdtempSync(join(tmpdir(), `logproof-rig-${purpose}-`));
  const clear = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const forget = atExit(clear);
  return {
    folder,
    remove: () => {
      forget();
      clear();
    },
  };
}
