import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { inPieces } from '../pieces.js';
import type { Reporter } from '../reporter.js';
import { model } from './model.js';
import { Page } from './page.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

/** One self-contained page for a person: an auditor, an owner, whoever must fix something. */
export const html: Reporter = async function* (result) {
  const shown = await model(result);
  const assets = { style: STYLE, script: SCRIPT, policy: await policy() };
  const page = renderToString(h(Page, { model: shown, assets }));
  yield* inPieces(pieces(`<!doctype html>\n${page}\n`));
};

/** Nothing is loaded, and nothing runs or paints but the one script and the one style that stand in the page. */
async function policy(): Promise<string> {
  const [style, script] = await Promise.all([hash(STYLE), hash(SCRIPT)]);
  return ["default-src 'none'", `style-src '${style}'`, `script-src '${script}'`, 'img-src data:', "base-uri 'none'", "form-action 'none'"].join('; ');
}

/** As Content Security Policy Level 3 names an inline element. Web Crypto: a reporter imports nothing of Node. */
async function hash(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256-${Buffer.from(bytes).toString('base64')}`;
}

const SLICE = 64 * 1024;

/** Cut between characters, never inside one. */
async function* pieces(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + SLICE);
    if (/[\uD800-\uDBFF]/.test(text.charAt(end - 1))) end += 1;
    yield text.slice(at, end);
    at = end;
  }
}
