import { HIDDEN } from './mark.js';

/** A run of what tokens are made of. */
const WORD = /[\w.~+-]{12,}/g;
/** Tokens that say what they are by how they begin. Each asks for more than a name would have, and for a fixed number at most. */
const TOKENS: readonly RegExp[] = [
  // AWS: access key ids, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12}/,
  // JSON Web Tokens: a header of JSON in base64url.
  /(?<![A-Za-z0-9])eyJ[\w-]{8}/,
  // GitHub, GitLab, Slack, npm, PyPI, Hugging Face, Pulumi, DigitalOcean.
  /(?<![A-Za-z0-9])(?:gh[opsur]_|github_pat_|glpat-|xox[abeoprs]-|npm_|pypi-|hf_|dop_v1_)[A-Za-z0-9_-]{10}/,
  /(?<![A-Za-z0-9])pul-[0-9a-f]{20}/,
  // OpenAI and Anthropic, Stripe, SendGrid, Vault, OpenShift, EKS, Google.
  /(?<![A-Za-z0-9])sk-(?=[\w-]{0,80}[0-9])(?=[\w-]{0,80}[A-Z])[\w-]{16}/,
  /(?<![A-Za-z0-9])(?:[sr]k_(?:live|test)_|SG\.[\w-]{10}|hv[bs]\.)[\w-]{10}/,
  /(?<![A-Za-z0-9])(?:sha256~|k8s-aws-v1\.|ya29\.)[\w-]{10}/,
  /(?<![A-Za-z0-9])AIza[\w-]{30}/,
];

/** Where a private key begins: PEM, and the same in base64, as Secrets and kubeconfigs hold it. */
const KEY = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|LS0tLS1CRUdJTi(?:BSU0Eg|BQUklW|BFQyBQ|BPUEVO|BFTkNS|BEU0Eg|BQR1Ag)/;
const KEY_ENDS = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;

/** A text without private keys: to their end, or to the text's. */
export function withoutKeys(text: string): string {
  let done = '';
  let rest = text;
  for (let found = KEY.exec(rest); found; found = KEY.exec(rest)) {
    done += rest.slice(0, found.index) + HIDDEN;
    rest = rest.slice(found.index);
    const end = found[0].startsWith('-') ? KEY_ENDS.exec(rest) : /[^A-Za-z0-9+/=_-]/.exec(rest);
    if (!end) return done;
    rest = rest.slice(end.index + (found[0].startsWith('-') ? end[0].length : 0));
  }
  return done + rest;
}

/** A text without what looks like a token of a known form. */
export const withoutTokens = (text: string): string => text.replace(WORD, (word) => (TOKENS.some((form) => form.test(word)) ? HIDDEN : word));

/**
 * What a value is called that nobody should read. A name that goes on, such as `secretName` or `token-auth-file`, is another. Where the
 * name is quoted so is its value, in JSON; else a sentence speaks of a thing that is called so.
 */
const NAMED = /(?:pass(?:word|wd|phrase)|pwd|secret|token|(?:api|access|account|private|signing|encryption)[-_]?key|signature|sig|authorization|credential)(?:\\{0,3}["'][ \t]{0,4}[:=][ \t]{0,4}(?=\\{0,3}["'])|[ \t]{0,4}[:=][ \t]{0,4})/gi;
/** A flag and its value, and the schemes of an Authorization header. */
const ANNOUNCED = /(?<![\w-])(?:--[\w-]{0,40}(?:pass(?:word|wd|phrase)|pwd|secret|token|(?:api|access|account|private|signing|encryption)[-_]?key|signature|sig|authorization|credential)[ \t]{1,4}|bearer[ \t]{1,4}|basic[ \t]{1,4}(?=[A-Za-z0-9+/]{0,80}(?:[0-9=+]|[a-z][A-Z])))/gi;

/** A text without the values of what is called a secret: `password=…`, `"token": "…"`, `--client-secret …`, `Bearer …`. */
export const withoutNamedSecrets = (text: string): string => withoutValues(withoutValues(text, ANNOUNCED), NAMED);

function withoutValues(text: string, before: RegExp): string {
  let done = '';
  let from = 0;
  for (const found of text.matchAll(before)) {
    const begins = found.index + found[0].length;
    if (found.index < from || text.startsWith(HIDDEN, begins)) continue;
    const end = valueEnds(text, begins);
    if (end === begins) continue;
    done += `${text.slice(from, begins)}${HIDDEN}`;
    from = end;
  }
  return done + text.slice(from);
}

/** Within quotes to the closing one; else to a blank, or to what parts values in a connection string. */
function valueEnds(text: string, begins: number): number {
  // Within a text that was quoted itself, a quote has a backslash before it.
  let opens = begins;
  while (text.charAt(opens) === '\\') opens += 1;
  const quote = text.charAt(opens);
  if (quote === '"' || quote === "'") {
    const closing = text.indexOf(quote, opens + 1);
    return closing < 0 ? text.length : closing + 1;
  }
  let end = begins;
  while (end < text.length && !' \t\r\n;&"\'`'.includes(text.charAt(end))) end += 1;
  return end;
}
