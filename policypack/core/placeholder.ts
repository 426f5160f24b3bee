/** RFC 2606 and RFC 6761: names reserved for documentation and testing, which resolve to nobody's collector. */
const RESERVED = new Set(['example', 'invalid', 'test']);
const RESERVED_BELOW_EXAMPLE = new Set(['com', 'net', 'org']);

/** Whether a host's name is reserved, by its last two labels. */
function isReserved(host: string): boolean {
  const [label, top] = withoutPunctuation(host).toLowerCase().split('.').slice(-2);
  if (top === undefined || !label) return false;
  return RESERVED.has(top) || (label === 'example' && RESERVED_BELOW_EXAMPLE.has(top));
}

/** Without the dots and hyphens at the end of a sentence. */
function withoutPunctuation(host: string): string {
  let end = host.length;
  while (host[end - 1] === '.' || host[end - 1] === '-') end -= 1;
  return host.slice(0, end);
}

/** Each run of what names are made of is looked at once, from its end: what looks for a beginning at every dot of it takes the square of its length. */
const holdsReservedDomain = (text: string): boolean => text.includes('.') && [...text.matchAll(/[a-z0-9.-]+/gi)].some(([host]) => isReserved(host));

const WORDS = /(?:^|[^A-Za-z0-9])(?:CHANGE_?ME|REPLACE_?ME|TODO)(?![A-Za-z0-9])/;

/** What shells and templates put something in the place of, beside `${X}`: `$(X)`, `$X`, `{{ x }}`, `__X__`, `%X%`. */
const TEMPLATES = [
  /\$\(\w+\)/,
  // A version of a function and a stage of an API are called so.
  /\$(?!(?:LATEST|default)\b)[A-Za-z_]\w*/,
  /\{\{[^{}]*\}\}/,
  /(?<!\w)__[A-Za-z]\w*?__(?!\w)/,
  // A character that a url encodes is no variable: `%AF%20`.
  /%(?![0-9A-Fa-f]{2}%)[A-Za-z_]\w*%/,
];

const BRACKETED = /<([^<>\s](?:[^<>\n]*[^<>\s])?)>/g;
/** What stands between angle brackets as it is: a mailbox (RFC 5322) and a link (CommonMark's autolinks). */
const MEANT = /^(?:mailto:)?[^\s@:/]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$|^https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:[/?#]\S*)?$/i;

/** What every placeholder has something of: one look at most texts, in place of nine. */
const MAY_HOLD = /[$%<{]|__|CHANGE|REPLACE|TODO|example|invalid|test/i;

/** Whether a text still holds what a shell or a template was to replace. */
export const holdsTemplate = (text: string): boolean => holdsBraced(text) || TEMPLATES.some((form) => form.test(text));

function holdsBraced(text: string): boolean {
  const begin = text.indexOf('${');
  return begin >= 0 && text.includes('}', begin);
}

/** Whether a text still holds something that was to be replaced by a real value. */
export const holdsPlaceholder = (text: string): boolean =>
  MAY_HOLD.test(text) &&
  (WORDS.test(text) || holdsReservedDomain(text) || holdsTemplate(text) || [...text.matchAll(BRACKETED)].some(([, inner = '']) => !MEANT.test(inner)));
