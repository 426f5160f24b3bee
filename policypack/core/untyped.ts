/** What a server or a user sent, looked into without trusting its form. */
export type Untrusted = Readonly<Record<string, unknown>>;

/** A value as a mapping; empty where it is none. */
export const record = (value: unknown): Untrusted =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Untrusted) : {};

/** A value as a list; empty where it is none. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A value as a list of mappings. */
export const records = (value: unknown): readonly Untrusted[] => list(value).map(record);

/** A value as a text, as JavaScript writes it; of an object that has none, since what was sent may call anything `toString`, its type. */
export function textOf(value: unknown): string {
  try {
    // eslint-disable-next-line @typescript-eslint/no-base-to-string -- this is the place for it
    return String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
