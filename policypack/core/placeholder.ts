/** RFC 2606 and RFC 6761: names reserved for documentation and testing, which resolve to nobody's collector. */
const RESERVED_DOMAIN = /(?:^|[^a-z0-9-])(?:[a-z0-9-]+\.)*(?:example\.(?:com|net|org)|[a-z0-9-]+\.(?:example|invalid|test))(?![a-z0-9.-]*[a-z0-9])/i;
const WORDS = /(?:^|[^A-Za-z0-9])(?:CHANGE_?ME|REPLACE_?ME|TODO)(?![A-Za-z0-9])/;

/** What shells and templates put something in the place of: `${X}`, `$(X)`, `$X`, `{{ x }}`, `__X__`, `%X%`. */
const TEMPLATES = [
  /\$\{[^}]*\}/,
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
export const holdsTemplate = (text: string): boolean => TEMPLATES.some((form) => form.test(text));

/** Whether a text still holds something that was to be replaced by a real value. */
export const holdsPlaceholder = (text: string): boolean =>
  MAY_HOLD.test(text) &&
  (WORDS.test(text) || RESERVED_DOMAIN.test(text) || holdsTemplate(text) || [...text.matchAll(BRACKETED)].some(([, inner = '']) => !MEANT.test(inner)));
