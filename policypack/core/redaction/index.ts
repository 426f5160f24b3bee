import { withoutKeys, withoutNamedSecrets, withoutTokens } from './credentials.js';
import { withoutUserinfo } from './urls.js';

declare const REDACTED: unique symbol;

/**
 * Something whose every text may leave. Whatever is written, spilled or answered is one: there is no other way to make it than
 * {@link redacted}.
 */
export type Redacted<T> = T & { readonly [REDACTED]: true };

/** A text that meets none of these holds no credential of any form that is known. Three, since one of them all takes twice as long. */
const MARKS = /[@?=#]|:\/\//;
const TOKENS = /PRIVATE KEY|LS0tLS1CRUdJTi|AKIA|ASIA|ABIA|ACCA|eyJ|gh[opsur]_|github_pat_|glpat-|xox|npm_|pypi-|hf_|dop_v1_|pul-|sk-|k_(?:live|test)_|SG\.|hv[bs]\.|sha256~|k8s-aws|ya29|AIza/;
const NAMES = /(?:word|passwd|phrase|pwd|secret|token|key|signature|sig|authorization|credential)\\{0,3}["']?[ \t]{0,4}:|bearer[ \t]|basic[ \t]|--[\w-]{0,40}(?:word|passwd|phrase|pwd|secret|token|key|signature|sig|authorization|credential)[ \t]/i;

/**
 * A text as it may be shown: without private keys, without user and password and query of any URL, without the values of what is
 * called a password, secret, token or key, and without tokens of known forms. What was shown once is shown the same again.
 */
export function redact(text: string): string {
  if (clean.has(text)) return text;
  if (!MARKS.test(text) && !TOKENS.test(text) && !NAMES.test(text)) return remembered(text);
  return withoutTokens(withoutNamedSecrets(withoutUserinfo(withoutKeys(text))));
}

/** Texts that have nothing to hide, the latest: most of a million findings are the same few words. */
const clean = new Set<string>();
const REMEMBERED = 4096;

function remembered(text: string): string {
  if (text.length > 500) return text;
  if (clean.size >= REMEMBERED) clean.clear();
  clean.add(text);
  return text;
}

/** How deep a result is at most, with parameters of controls and values of drift; what is deeper was made to exhaust the stack. */
const DEEPEST = 50;

/**
 * Plain data as it may leave: every text in it by {@link redact}, names of fields too. What has nothing to hide is not copied, for a
 * million findings pass here.
 */
export function redacted<T>(item: T): Redacted<T> {
  return shown(item, 0) as Redacted<T>;
}

function shown(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return null;
  return Array.isArray(value) ? ofList(value, depth) : ofFields(value as Readonly<Record<string, unknown>>, depth);
}

function ofList(all: readonly unknown[], depth: number): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (const [at, item] of all.entries()) {
    const told = shown(item, depth + 1);
    if (told !== item) (copy ??= [...all])[at] = told;
  }
  return copy ?? all;
}

function ofFields(all: Readonly<Record<string, unknown>>, depth: number): Readonly<Record<string, unknown>> {
  const names = Object.keys(all);
  const told = names.map((name) => shown(all[name], depth + 1));
  if (names.every((name, at) => told[at] === all[name] && redact(name) === name)) return all;
  return Object.fromEntries(names.map((name, at) => [redact(name), told[at]]));
}
