import { HIDDEN } from './mark.js';

/** What is longer is not taken apart: no server takes such a URL. It also bounds the time that a text made for it can cost. */
const LONGEST_URL = 2048;
/** Longer runs of a scheme's characters before `://` are no scheme. */
const LONGEST_SCHEME = 40;
const SCHEME_CHARACTER = /[A-Za-z0-9+.-]/;
/** What stands in a sentence after a URL, and is none of it. */
const CLOSING = '"\'`)]}>,;.:';
/** An authority as Go and browsers read it, without userinfo. */
const HOST = /^(?:\[[0-9A-Fa-f:.%\w]*\]|[^:@[\]]*)(?::\d*)?$/;
/** The digest of an image: nothing but that follows the @ of a reference. */
const DIGEST = /^[A-Za-z0-9+._-]+:[0-9A-Fa-f]{32}/;
/** Principals, whose ARN ends in the name of a session or a user: often an address of e-mail. */
const PRINCIPAL = /(?:^|[^A-Za-z0-9])arn:[a-z-]{1,20}:(?:iam|sts):/;
/** What logproof itself writes before a colon: the contexts of clusters (`admin@prod`), and stacks of several backends. */
const PLACES: readonly string[] = ['kubernetes', 'pulumi'];
/** Incoming webhooks whose path is the credential. */
const SECRET_PATHS = ['hooks.slack.com/services/', 'discord.com/api/webhooks/', 'discordapp.com/api/webhooks/', 'api.telegram.org/bot', '.webhook.office.com/webhookb2/'];

/**
 * A text without what URLs must not tell: what stands before an @ in the place of a host, and the query. A text that is a URL from
 * its first character on is one to its end, blanks and all; within a sentence a URL ends at a blank. What no browser and no server
 * would read as a URL is not shown up to its last @: somebody meant a password with characters of its own.
 */
export function withoutUserinfo(text: string): string {
  if (!/[@?#]|:\/\//.test(text)) return text;
  if (/^[A-Za-z][A-Za-z0-9+.-]{0,40}:\/\//.test(text) && !isSentence(text)) return chunk(text);
  let shown = '';
  for (let rest = text; rest !== ''; ) {
    const end = runEnds(rest);
    shown += chunk(rest.slice(0, end));
    const blanks = /^[ \t\r\n]*/.exec(rest.slice(end))?.[0].length ?? 0;
    shown += rest.slice(end, end + blanks);
    rest = rest.slice(end + blanks);
  }
  return shown;
}

/** Where a run without blanks ends; one whose URL has no host that could be ends behind the next @ of its line: a password may hold blanks. */
function runEnds(text: string): number {
  const blank = text.search(BLANK);
  if (blank < 0) return text.length;
  const at = text.slice(0, blank).lastIndexOf('://');
  if (at < 0 || text.slice(at, blank).includes('@') || HOST.test(hostOf(text.slice(at + 3, blank)))) return blank;
  const line = text.slice(blank, blank + LONGEST_URL).split('\n', 1)[0] ?? '';
  const next = line.indexOf('@');
  if (next < 0) return blank;
  const after = line.slice(next).search(BLANK);
  return blank + (after < 0 ? line.length : next + after);
}

const BLANK = /[ \t\r\n]/;

const hostOf = (text: string): string => {
  const end = text.search(/[/?#\\]/);
  return cutClosing(end < 0 ? text : text.slice(0, end))[0];
};

/** Whether words follow the URL that a text begins with, and none of them looks like the rest of it. */
function isSentence(text: string): boolean {
  const blank = text.search(/[ \t\r\n]/);
  return blank >= 0 && !text.includes('@', blank) && !text.includes('?', blank);
}

/** A run without blanks: every URL in it, one after the other. */
function chunk(text: string): string {
  if (text.length > LONGEST_URL) return /[@?]|:\/\//.test(text) ? HIDDEN : text;
  let done = '';
  let rest = text;
  for (let at = rest.indexOf('://'); at >= 0; at = rest.indexOf('://')) {
    const begins = schemeBegins(rest, at);
    done += `${bare(rest.slice(0, begins))}${rest.slice(begins, at + 3)}`;
    const { shown, after, ended } = authority(rest.slice(at + 3));
    done += shown;
    rest = after;
    if (ended) return done + rest;
  }
  return done + (done === '' ? bare(rest) : query(rest));
}

function schemeBegins(text: string, at: number): number {
  let begins = at;
  while (begins > 0 && at - begins < LONGEST_SCHEME && SCHEME_CHARACTER.test(text.charAt(begins - 1))) begins -= 1;
  return begins;
}

/** What follows `://`: the host as it is shown, and what is still to be looked at. */
function authority(text: string): { readonly shown: string; readonly after: string; readonly ended: boolean } {
  const end = text.search(/[/?#\\]/);
  const found = end < 0 ? text : text.slice(0, end);
  const at = found.lastIndexOf('@');
  const after = end < 0 ? '' : text.slice(end);
  if (at >= 0) return rest(`${HIDDEN}@${found.slice(at + 1)}`, after);
  const [host, closing] = cutClosing(found);
  if (!HOST.test(closing.startsWith(':') ? found : host)) {
    const last = text.lastIndexOf('@');
    return last >= 0 ? rest(`${HIDDEN}@`, text.slice(last + 1)) : rest(HIDDEN, end < 0 ? closing : after);
  }
  return rest(found, after);
}

function rest(shown: string, after: string): { readonly shown: string; readonly after: string; readonly ended: boolean } {
  const secret = SECRET_PATHS.find((path) => `${shown}${after}`.toLowerCase().includes(path));
  if (secret !== undefined) {
    const whole = `${shown}${after}`;
    return { shown: `${whole.slice(0, whole.toLowerCase().indexOf(secret) + secret.length)}${HIDDEN}`, after: cutClosing(whole)[1], ended: true };
  }
  // The next URL of the run begins before its own `://`: what stands up to there may hold a query.
  const next = after.indexOf('://');
  const mark = queryAt(after);
  if (mark < 0 || (next >= 0 && schemeBegins(after, next) <= mark)) return { shown, after, ended: false };
  return { shown: `${shown}${query(after)}`, after: '', ended: true };
}

/** Where a query begins, or a fragment that is written like one, as an access token's is. */
function queryAt(text: string): number {
  const [mark, hash] = [text.indexOf('?'), text.indexOf('#')];
  const fragment = hash >= 0 && text.includes('=', hash) ? hash : -1;
  if (mark < 0 || fragment < 0) return Math.max(mark, fragment);
  return Math.min(mark, fragment);
}

function query(text: string): string {
  const at = queryAt(text);
  if (at < 0) return text;
  const [inner, closing] = cutClosing(text.slice(at + 1));
  return inner === '' ? text : `${text.slice(0, at + 1)}${HIDDEN}${closing}`;
}

/** What is no URL by a scheme: `user:password@host`, and `/path?token=…`. */
function bare(text: string): string {
  const mark = text.indexOf('?');
  const asked = mark >= 0 && text.includes('=', mark) ? query(text) : text;
  const at = asked.lastIndexOf('@');
  if (at < 0) return asked;
  const colon = asked.indexOf(':');
  if (colon < 0 || colon > at || DIGEST.test(asked.slice(at + 1)) || PRINCIPAL.test(asked.slice(0, at)) || asked.slice(colon + 1, at) === '') return asked;
  const begins = userBegins(asked, colon);
  if (PLACES.includes(asked.slice(begins, colon)) && asked.lastIndexOf(':', at) === colon) return asked;
  return `${asked.slice(0, begins)}${HIDDEN}@${asked.slice(at + 1)}`;
}

/** Where the user's name begins before its colon: behind what opens or parts. */
function userBegins(text: string, colon: number): number {
  let begins = colon;
  while (begins > 0 && !'=,;("\'`[{|/'.includes(text.charAt(begins - 1))) begins -= 1;
  return begins;
}

function cutClosing(text: string): readonly [inner: string, closing: string] {
  let end = text.length;
  while (end > 0 && CLOSING.includes(text.charAt(end - 1))) end -= 1;
  return [text.slice(0, end), text.slice(end)];
}
