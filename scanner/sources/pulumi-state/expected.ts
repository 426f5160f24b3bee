import { InputMistake } from '../../../policypack/core/input-mistake.js';

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** A place in a state, as messages name it. */
export interface At {
  readonly file: string;
  readonly path: string;
}

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as an object. @throws InputMistake naming the place where it is none */
export function asObject(value: unknown, at: At): Json {
  if (isObject(value)) return value;
  throw new InputMistake(`expected an object, found ${kindOf(value)}`, { ...at, expected: 'an object' });
}

/** The value as a list; null and absent are an empty one. @throws InputMistake naming the place where it is none */
export function asList(value: unknown, at: At): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new InputMistake(`expected a list, found ${kindOf(value)}`, { ...at, expected: 'a list' });
}

/** The texts of a list. @throws InputMistake naming the place of what is no list or no text */
export const asTexts = (value: unknown, at: At): readonly string[] =>
  asList(value, at).map((item, index) => {
    if (typeof item === 'string') return item;
    throw new InputMistake(`expected a text, found ${kindOf(item)}`, { ...at, path: `${at.path}[${index}]`, expected: 'a text' });
  });

/** Whether a mark is set. @throws InputMistake naming the place where it says neither: it decides whether the resource is judged */
export function asMark(value: unknown, at: At): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  throw new InputMistake(`expected true or false, found ${kindOf(value)}`, { ...at, expected: 'true or false' });
}

/** What a value is, for a message: never the value. */
export const kindOf = (value: unknown): string =>
  value === undefined
    ? 'nothing'
    : value === null
      ? 'null'
      : Array.isArray(value)
        ? 'a list'
        : typeof value === 'object'
          ? 'an object'
          : `a ${typeof value}`;
