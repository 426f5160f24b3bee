/** How Go writes whole numbers where the base is not given, and what each form counts in. Source: strconv.ParseInt, base 0. */
const WHOLE: readonly (readonly [RegExp, number])[] = [
  [/^0x((?:_?[0-9a-f])+)$/i, 16],
  [/^0b((?:_?[01])+)$/i, 2],
  // A leading zero is octal: --audit-log-maxage=030 keeps 24 days.
  [/^0o?((?:_?[0-7])+)$/i, 8],
  [/^(0|[1-9](?:_?\d)*)$/, 10],
];

/** What does not fit is refused, not cut. The two ends themselves are not told apart from what is next to them. */
const within64Bits = (number: number): number => (Math.abs(number) <= 2 ** 63 ? number : NaN);

/** A whole number as kube-apiserver reads it (pflag, Int); NaN for what it does not start with. */
export function wholeNumber(text: string): number {
  const [, sign, digits = ''] = /^([+-]?)([\s\S]*)$/.exec(text) ?? [];
  for (const [form, radix] of WHOLE) {
    const [, written] = form.exec(digits) ?? [];
    if (written !== undefined) return within64Bits(Number.parseInt(written.replaceAll('_', ''), radix) * (sign === '-' ? -1 : 1));
  }
  return NaN;
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const LARGEST_FLOAT32 = 3.4028235677973366e38;

/** A number with a fraction as kube-apiserver reads it (pflag, Float32), which knows no octal; NaN for what is none. */
export function fraction(text: string): number {
  const [, sign] = /^([+-]?)inf(?:inity)?$/i.exec(text) ?? [];
  if (sign !== undefined) return sign === '-' ? -Infinity : Infinity;
  const number = DECIMAL.test(text) ? Number(text) : NaN;
  return Math.abs(number) < LARGEST_FLOAT32 ? number : NaN;
}

/** Whether a truth value is true. Source: strconv.ParseBool. */
export const isTrue = (text: string): boolean => /^(1|t|T|true|TRUE|True)$/.test(text);

/** Whether a text is a truth value. */
export const isTruthValue = (text: string): boolean => isTrue(text) || /^(0|f|F|false|FALSE|False)$/.test(text);

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 1e-3, µs: 1e-3, μs: 1e-3, ns: 1e-6 };
const PART = /(\d+\.?\d*|\.\d+)(h|ms|m|s|us|µs|μs|ns)/g;
const DURATION = new RegExp(`^[+-]?(?:0|(?:${PART.source})+)$`);

/** Whether a text is a duration, as kube-apiserver reads it. Source: time.ParseDuration. */
export const isDuration = (text: string): boolean => DURATION.test(text);

/** A duration such as `1m30s` in milliseconds; undefined for another text. */
export function milliseconds(text: string): number | undefined {
  if (!isDuration(text)) return undefined;
  const sum = [...text.matchAll(PART)].reduce((total, [, number, unit]) => total + Number(number) * (UNITS[unit ?? 's'] ?? 0), 0);
  return text.startsWith('-') ? -sum : sum;
}
