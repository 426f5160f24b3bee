/**
 * How sure it is that a thing is of AI, least first. `low`: an accelerator alone, which proves nothing. `medium`: a known image, or
 * names that only AI has. `high`: a label of an AI operator. `certain`: a kind of an AI operator, or the user's word.
 */
export const CONFIDENCES = ['low', 'medium', 'high', 'certain'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** What an inventory says of a thing of its own. */
export interface InventoryEntry {
  /** Empty for the core group. */
  readonly apiGroup: string;
  readonly kind: string;
  /** The plural, where discovery told it. */
  readonly resource?: string;
  /** Empty at cluster scope. */
  readonly namespace: string;
  readonly confidence: Confidence;
  /** The strongest sign. */
  readonly reason: string;
  /** Every sign, the strongest first; results of 0.1.0 have none. */
  readonly signs?: readonly string[];
  /** Images, known or not. */
  readonly images: readonly string[];
  readonly accelerators: readonly string[];
  readonly pods: number;
  /** The id of the listed thing that it is a part of. */
  readonly partOf?: string;
  /** It configures, and runs nothing of its own. */
  readonly role?: 'configuration';
  /** By which word of the user it is left out of the judging: counted, never silent. */
  readonly excluded?: string;
}
