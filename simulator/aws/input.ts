import { constraint, invalidParameter } from './aws-error.js';

/** A request's JSON body, or a structure in it. */
export type Input = Readonly<Record<string, unknown>>;

/** An optional text. */
export function text(input: Input, member: string): string | undefined {
  const value = input[member] ?? undefined;
  if (value !== undefined && typeof value !== 'string') throw constraint(member, value, 'be a string');
  return value;
}

/** An optional structure. */
export function structure(input: Input, member: string): Input | undefined {
  const value = input[member] ?? undefined;
  if (value !== undefined && (typeof value !== 'object' || Array.isArray(value))) throw constraint(member, value, 'be a structure');
  return value as Input | undefined;
}

/** A text that must be there. */
export function requiredText(input: Input, member: string): string {
  const value = text(input, member);
  if (value === undefined || value === '') throw constraint(member, value ?? null, 'not be null');
  return value;
}

/** An optional whole number between bounds. */
export function whole(input: Input, member: string, least: number, most: number): number | undefined {
  const value = input[member] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw constraint(member, value, 'be an integer');
  if (value > most) throw constraint(member, value, `have value less than or equal to ${most}`);
  if (value < least) throw constraint(member, value, `have value greater than or equal to ${least}`);
  return value;
}

/** An optional text out of a fixed set. */
export function oneOf<T extends string>(input: Input, member: string, allowed: readonly T[]): T | undefined {
  const value = text(input, member);
  if (value === undefined) return undefined;
  if (!(allowed as readonly string[]).includes(value)) {
    throw constraint(member, value, `satisfy enum value set: [${allowed.join(', ')}]`);
  }
  return value as T;
}

/** A name with its pattern, at most 512 long. */
export function name(input: Input, member: string, pattern: RegExp): string {
  const value = requiredText(input, member);
  if (value.length > 512) throw constraint(member, value, 'have length less than or equal to 512');
  if (!pattern.test(value)) {
    throw constraint(member, value, `satisfy regular expression pattern: ${pattern.source.slice(1, -1)}`);
  }
  return value;
}

/** A flag; absent is undefined. */
export function flag(input: Input, member: string): boolean | undefined {
  const value = input[member] ?? undefined;
  if (value !== undefined && typeof value !== 'boolean') throw constraint(member, value, 'be a boolean');
  return value;
}

/** A page token: opaque to the client, the last key of the page before to us. */
export const pageToken = (lastKey: string): string => Buffer.from(`after:${lastKey}`).toString('base64url');

/** The key that a page token continues after. */
export function readPageToken(token: string | undefined): string | undefined {
  if (token === undefined || token === '') return undefined;
  const read = Buffer.from(token, 'base64url').toString('utf8');
  if (!read.startsWith('after:')) throw invalidParameter('The specified nextToken is invalid.');
  return read.slice('after:'.length);
}
