import { COLOURS } from './style-colours.js';
import { LISTS } from './style-lists.js';
import { MEDIA } from './style-media.js';

/** The frame of the page: measure, type, masthead, chapters. */
const FRAME = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth; scroll-padding-top: 3.5rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 400 1rem/1.55 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
  font-variant-numeric: tabular-nums;
}
.masthead, nav > ul, main, footer { width: min(100% - 2.5rem, 72rem); margin-inline: auto; }
h1, h2, h3, h4, p, ul, dl, dd, figure { margin: 0; }
ul { padding: 0; list-style: none; }
h2 { font-size: 1.45rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; margin-bottom: 0.4rem; }
h2 .count { margin-left: 0.6rem; color: var(--quiet); font-weight: 400; font-size: 1.1rem; }
h3 { font-size: 1.05rem; line-height: 1.35; font-weight: 650; margin: 1.6rem 0 0.4rem; }
h4 { font-size: 0.78rem; font-weight: 600; color: var(--quiet); margin: 1rem 0 0.2rem; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
code { font: 0.88em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
bdi { overflow-wrap: anywhere; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; background: var(--sheet); padding: 0.5rem 0.9rem; z-index: 3; }
.skip:focus { top: 0.5rem; }
[hidden] { display: none !important; }

.masthead { padding-block: 1.6rem 1.8rem; }
.brand { display: flex; flex-wrap: wrap; gap: 0 0.7rem; align-items: baseline; padding-bottom: 1.6rem; color: var(--quiet); }
.brand strong { color: var(--ink); font-size: 1.05rem; letter-spacing: -0.01em; }
.verdict { display: grid; grid-template-columns: auto 1fr; gap: 0 1.3rem; align-items: start; }
.seal {
  width: 4.2rem; height: 4.2rem; border-radius: 50%; display: grid; place-items: center;
  font-size: 1.9rem; line-height: 1; font-weight: 600; color: var(--paper); background: var(--tone);
}
.verdict h1 { font-size: 2.6rem; line-height: 1.05; font-weight: 700; letter-spacing: -0.025em; color: var(--tone); }
.headline { font-size: 1.15rem; line-height: 1.45; margin-top: 0.5rem; max-width: 46rem; }
.meaning { color: var(--quiet); margin-top: 0.35rem; }
.facts { display: flex; flex-wrap: wrap; gap: 0.8rem 2.6rem; margin-top: 1.6rem; }
dt { color: var(--quiet); font-size: 0.85rem; }
dd { overflow-wrap: anywhere; }
.facts .wide { flex: 1 1 20rem; }
ul.inline { display: flex; flex-wrap: wrap; gap: 0 1.1rem; }

nav { position: sticky; top: 0; z-index: 2; background: var(--paper); border-block: 1px solid var(--line); }
nav > ul { display: flex; gap: 0 1.5rem; overflow-x: auto; scrollbar-width: none; }
nav > ul::-webkit-scrollbar { display: none; }
nav a { display: block; padding-block: 0.65rem; white-space: nowrap; color: var(--ink); text-decoration: none; font-size: 0.93rem; }
nav a:hover { color: var(--link); text-decoration: underline; }
main { padding-bottom: 3rem; }
main > section { padding-top: 2.8rem; }
.lead, .empty { color: var(--quiet); max-width: 46rem; }
.empty { padding-block: 0.5rem; }
.note { margin-block: 0.8rem; padding: 0.6rem 0.9rem; background: var(--tint); max-width: 46rem; border-radius: 4px; }
footer { padding-block: 1.2rem 2.5rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.88rem; }
`;

/** The page's only style sheet. */
export const STYLE = [COLOURS, FRAME, LISTS, MEDIA].join('');
