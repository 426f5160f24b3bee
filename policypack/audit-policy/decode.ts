/** Where in a document something is: `['rules', 0, 'level']`. */
export type DocumentPath = readonly (string | number)[];

/** A path as Kubernetes writes it: `rules[0].level`. */
export const pathText = (path: DocumentPath): string =>
  path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text ? `${text}.${step}` : step),
    '',
  );

/** Something wrong, or odd, at one place of a policy. */
export interface PolicyNote {
  readonly path: DocumentPath;
  /** Kubernetes' own words where it has some. */
  readonly reason: string;
  /** What would be right there. */
  readonly expected: string;
}

/** What decoding finds beside the values: problems stop Kubernetes, warnings do not. */
export interface Notes {
  readonly problems: PolicyNote[];
  readonly warnings: PolicyNote[];
}

/** Reads one value of a document. Absent and null give the zero value, as Go's JSON decoder does. */
export type Decoder<T> = (value: unknown, path: DocumentPath, notes: Notes) => T;

const nameOfType = (value: unknown): string =>
  Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value === 'boolean' ? 'bool' : typeof value;

function mismatch(value: unknown, wanted: string, path: DocumentPath, notes: Notes): void {
  notes.problems.push({ path, reason: `cannot decode a value of type ${nameOfType(value)}`, expected: wanted });
}

/** A string; numbers and booleans are refused, as they are by Kubernetes: quote them. */
export const text: Decoder<string> = (value, path, notes) => {
  if (typeof value === 'string') return value;
  if (value !== undefined && value !== null) mismatch(value, 'a string: put it in quotes', path, notes);
  return '';
};

/** A boolean, or undefined when absent. */
export const flag: Decoder<boolean | undefined> = (value, path, notes) => {
  if (typeof value === 'boolean') return value;
  if (value !== undefined && value !== null) mismatch(value, 'true or false', path, notes);
  return undefined;
};

/** A whole number, or undefined when absent. */
export const whole: Decoder<number | undefined> = (value, path, notes) => {
  if (Number.isInteger(value)) return value as number;
  if (value !== undefined && value !== null) mismatch(value, 'a whole number', path, notes);
  return undefined;
};

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** A time as Kubernetes writes it, or undefined when absent. */
export const time: Decoder<string | undefined> = (value, path, notes) => {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && RFC3339.test(value) && !Number.isNaN(Date.parse(value))) return value;
  mismatch(value, 'a time such as 2026-01-31T12:00:00Z', path, notes);
  return undefined;
};

/** A list of what `item` reads. */
export const list =
  <T>(item: Decoder<T>): Decoder<T[]> =>
  (value, path, notes) => {
    if (Array.isArray(value)) return value.map((entry, index) => item(entry, [...path, index], notes));
    if (value !== undefined && value !== null) mismatch(value, 'a list', path, notes);
    return [];
  };

/** A map from text to what `item` reads. */
export const mapOf =
  <T>(item: Decoder<T>): Decoder<Record<string, T>> =>
  (value, path, notes) =>
    Object.fromEntries(
      Object.entries(asMapping(value, path, notes)).map(([key, entry]) => [key, item(entry, [...path, key], notes)]),
    );

/** What an unknown field does to what it stands in, and what to write instead, where that can be told. */
export type ExplainUnknown = (key: string, mapping: Readonly<Record<string, unknown>>, path: DocumentPath) => Partial<Pick<PolicyNote, 'reason' | 'expected'>> | undefined;

/** An object with named fields. A field that is not named is ignored with a warning: Kubernetes decodes leniently. */
export const record =
  <T extends object>(fields: { readonly [K in keyof T]: Decoder<T[K]> }, explain?: ExplainUnknown): Decoder<T> =>
  (value, path, notes) => {
    const mapping = asMapping(value, path, notes);
    for (const key of Object.keys(mapping).filter((name) => !Object.hasOwn(fields, name))) {
      notes.warnings.push({
        path: [...path, key],
        reason: `unknown field "${pathText([...path, key])}": Kubernetes ignores it`,
        expected: `one of ${Object.keys(fields).join(', ')}`,
        ...(explain?.(key, mapping, path) ?? {}),
      });
    }
    const read = (name: keyof T & string) => fields[name](mapping[name], [...path, name], notes);
    return Object.fromEntries(Object.keys(fields).map((name) => [name, read(name as keyof T & string)])) as T;
  };

function asMapping(value: unknown, path: DocumentPath, notes: Notes): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  if (value !== undefined && value !== null) mismatch(value, 'a mapping of fields', path, notes);
  return {};
}

/** Anything at all: fields that auditing does not depend on. */
export const anything: Decoder<unknown> = (value) => value;
