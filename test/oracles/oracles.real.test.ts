import { describe, it } from 'vitest';
import { hold, oracles } from './index.js';

const SEED = 20_261_129;

describe('on many inputs', async () => {
  it.each(Object.entries(await oracles()))('%s', async (_name, oracle) => hold(oracle, { seed: SEED, numRuns: oracle.many }));
});
