import { CONTROLS } from './controls/index.js';
import { wantedKinds } from './core/affected.js';
import { plan, type Catalogue } from './core/evaluate.js';
import type { Settings } from './core/settings.js';
import { KINDS } from './kinds/index.js';

/** Everything that logproof knows, and everything that it requires: both doors judge by it. */
export const CATALOGUE: Catalogue = { kinds: KINDS, controls: CONTROLS };

/** The kinds that a run of these settings has a use for: a reading asks for no other, and needs no right for it. */
export const kindsToRead = (settings: Settings): ReadonlySet<string> => wantedKinds(plan(CATALOGUE, settings, ''));
