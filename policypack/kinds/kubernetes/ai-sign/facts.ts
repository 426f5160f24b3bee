import type { Known } from '../../../core/known.js';
import type { AiSign } from '../ai-workload/facts.js';

/** What a declared workload's pods show of being part of an AI workload. */
export interface AiSignFacts {
  /** The strongest sign that counts; `undefined` where there is none. One accelerator proves nothing, and is none. */
  readonly sign: Known<AiSign | undefined>;
}
