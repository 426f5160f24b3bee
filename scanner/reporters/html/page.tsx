import { Controls } from './controls.js';
import { Coverage } from './coverage.js';
import { DriftSection } from './drift.js';
import { Findings } from './findings.js';
import { Inventory } from './inventory.js';
import { Masthead } from './masthead.js';
import type { Model } from './model.js';
import { RunSection } from './run.js';
import { Summary } from './summary.js';
import { Waivers } from './waivers.js';
import { shown } from '../printable.js';

/** What the page carries besides its words, and the policy that allows nothing else. */
export interface Assets {
  readonly style: string;
  readonly script: string;
  readonly policy: string;
}

/** A tick in a square; `data:`, since a browser asks a server for an icon otherwise. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='3' fill='%23134e5e'/%3E%3Cpath d='M4 8.5l2.5 2.5L12 5.5' fill='none' stroke='%23fff' stroke-width='2'/%3E%3C/svg%3E";

const CHAPTERS = [
  ['summary', 'Summary'],
  ['findings', 'Findings'],
  ['ai-workloads', 'AI workloads'],
  ['drift', 'Drift'],
  ['waivers', 'Waivers'],
  ['coverage', 'Population and gaps'],
  ['controls', 'Controls'],
  ['run', 'This run'],
] as const;

/** The whole document. */
export const Page = ({ model, assets }: { readonly model: Model; readonly assets: Assets }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={assets.policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <meta name="robots" content="noindex" />
      <title>{`logproof: ${model.verdict.word}, ${shown(model.head.run.today)}`}</title>
      <link rel="icon" href={ICON} />
      <style dangerouslySetInnerHTML={{ __html: assets.style }} />
    </head>
    <body>
      <a class="skip" href="#findings">
        Skip to the findings
      </a>
      <Masthead {...model} />
      <nav aria-label="Chapters">
        <ul>
          {CHAPTERS.filter(([id]) => id !== 'ai-workloads' || model.inventory.total > 0).map(([id, title]) => (
            <li>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <main>
        <Summary {...model} />
        <Findings {...model} />
        <Inventory {...model} />
        <DriftSection {...model} />
        <Waivers {...model} />
        <Coverage {...model} />
        <Controls {...model} />
        <RunSection {...model} />
      </main>
      <footer>
        <p>
          Made by {shown(model.head.run.tool.name)} {shown(model.head.run.tool.version)}. This file is whole: it asks for nothing from any server.
        </p>
      </footer>
      <script dangerouslySetInnerHTML={{ __html: assets.script }} />
    </body>
  </html>
);
