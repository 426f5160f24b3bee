/** How a command prints: for people, as one JSON document, or as one JSON object a line. */
export const OUTPUTS = ['text', 'json', 'ndjson'] as const;
export type Output = (typeof OUTPUTS)[number];
