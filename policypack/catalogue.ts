import { CONTROLS } from './controls/index.js';
import type { Catalogue } from './core/evaluate.js';
import { KINDS } from './kinds/index.js';

/** Everything that logproof knows, and everything that it requires: both doors judge by it. */
export const CATALOGUE: Catalogue = { kinds: KINDS, controls: CONTROLS };
