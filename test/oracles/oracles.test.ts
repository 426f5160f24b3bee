import { describe, it } from 'vitest';
import { hold, oracles } from './index.js';

const SEED = 20_261_128;

describe('on a few inputs', async () => {
  it.each(Object.entries(await oracles()))('%s', async (_name, oracle) => hold(oracle, { seed: SEED, numRuns: oracle.few }));
});
