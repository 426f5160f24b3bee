/**
 * How sure it is that a thing is of AI, least first. `low`: an accelerator alone, which proves nothing. `medium`: a known image.
 * `high`: a label of an AI operator. `certain`: a kind of an AI operator, or the user's word.
 */
export const CONFIDENCES = ['low', 'medium', 'high', 'certain'] as const;
export type Confidence = (typeof CONFIDENCES)[number];
