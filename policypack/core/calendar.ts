const DAY = 86_400_000;

/** Whole days from one UTC day to another, both YYYY-MM-DD. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/** The UTC day of a moment, YYYY-MM-DD; a number is milliseconds since 1970. */
export const dayOf = (moment: Date | number): string => new Date(moment).toISOString().slice(0, 10);

/** Whether a text is a day that exists, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
