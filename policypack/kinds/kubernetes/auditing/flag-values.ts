/** How Go writes whole numbers where the base is not given, and what each form counts in. Source: strconv.ParseInt, base 0. */
const WHOLE: readonly (readonly [RegExp, number])[] = [
  [/^0x((?:_?[0-9a-f])+)$/i, 16],
  [/^0b((?:_?[01])+)$/i, 2],
  // A leading zero is octal: --audit-log-maxage=030 keeps 24 days.
  [/^0o?((?:_?[0-7])+)$/i, 8],
  [/^(0|[1-9](?:_?\d)*)$/, 10],
];

/** A whole number as kube-apiserver reads it (pflag, Int); NaN for what it does not start with. */
export function wholeNumber(text: string): number {
  const [, sign, digits = ''] = /^([+-]?)([\s\S]*)$/.exec(text) ?? [];
  for (const [form, radix] of WHOLE) {
    const [, written] = form.exec(digits) ?? [];
    if (written !== undefined) return Number.parseInt(written.replaceAll('_', ''), radix) * (sign === '-' ? -1 : 1);
  }
  return NaN;
}

/** A number with a fraction as kube-apiserver reads it (pflag, Float32), which knows no octal; NaN for what is none. */
export const fraction = (text: string): number => (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN);

/** Whether a truth value is true. Source: strconv.ParseBool. */
export const isTrue = (text: string): boolean => /^(1|t|T|true|TRUE|True)$/.test(text);

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** A duration such as `1m30s` in milliseconds; undefined for another text. */
export function milliseconds(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(h|ms|m|s))+$/.test(text)) return undefined;
  return [...text.matchAll(/([\d.]+)(h|ms|m|s)/g)].reduce((sum, [, number, unit]) => sum + Number(number) * (UNITS[unit ?? 's'] ?? 0), 0);
}
