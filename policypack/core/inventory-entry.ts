/**
 * How sure it is that a thing is of AI, least first. `low`: an accelerator alone, which proves nothing. `medium`: a known image.
 * `high`: a label of an AI operator. `certain`: a kind of an AI operator, or the user's word.
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
  readonly reason: string;
  /** Images that are known ones; no other is named. */
  readonly images: readonly string[];
  readonly accelerators: readonly string[];
  readonly pods: number;
}
