import pc from 'picocolors';
import type { Drift, InventoryItem } from '../../policypack/core/result.js';
import { AUDITED_WORDS, auditedText, confidenceText, shownInventory, whyText, workloadStanding } from './inventory.js';
import { notJudgedLine } from './not-judged.js';
import { columns, type Row } from './columns.js';
import { counted, driftText, number, placeText, places, plural, reasonText, scopeText } from './words.js';
import { controlsByUrgency, countsOf, survey, type Survey } from './standing.js';
import { findingsOf, paint, type Page } from './table-findings.js';
import { select } from './selection.js';
import { shown } from './printable.js';
import { summaryTable } from './table-summary.js';
import { verdict } from './verdict.js';
import type { Reporter } from './reporter.js';

/** Rows of one list; a terminal is no archive. */
const ROWS = 20;
/** AI workloads, the most urgent first. */
const WORKLOADS = 10;
/** Findings of one control. */
const PER_CONTROL = 10;
const FINDINGS = 1_000;
/** Lines longer than this are hard to read, however wide the terminal is. */
const WIDEST = 140;
const NARROWEST = 40;

/** For a person at a terminal: the verdict first, then what fails, how to fix it, and what was not read. */
export const table: Reporter = async function* (result, { colour, width }) {
  const page: Page = { colours: pc.createColors(colour), width: Math.min(WIDEST, Math.max(NARROWEST, width)), result };
  const found = await survey(result);
  yield banner(page, found);
  const { findings } = await select(result, found, { total: FINDINGS, perControl: PER_CONTROL });
  for (const id of controlsByUrgency(result, found)) {
    yield findingsOf(page, id, findings.filter(({ control }) => control === id), countsOf(found, id));
  }
  yield gaps(page);
  yield await inventory(page);
  yield await drift(page);
  yield population(page);
  yield summaryTable(page, found);
  yield ending(page, found);
};

function banner(page: Page, found: Survey): string {
  const { colours, result } = page;
  const { word, headline } = verdict(result, found);
  const badge = paint(colours, word)(colours.bold(word.toUpperCase()));
  const { tool, today } = result.run;
  const where = places(result).map((place) => shown(place, 80));
  const listed = where.length > 4 ? [...where.slice(0, 3), `and ${where.length - 3} more`] : where;
  const line = [listed.join(', ') || 'nothing was read', today, `${shown(tool.name)} ${shown(tool.version)}`].join(' · ');
  return `\n${columns([{ left: badge, right: `${colours.bold(headline)}\n${colours.dim(line)}` }], page.width)}`;
}

const heading = ({ colours }: Page, text: string): string => `\n${colours.bold(text)}\n`;

const cut = ({ colours }: Page, total: number, word: string): string =>
  total > ROWS ? colours.dim(`  and ${counted(total - ROWS, `more ${word}`)}: --report json=FILE has them all\n`) : '';

function gaps(page: Page): string {
  const { gaps: all, nouns } = page.result;
  if (all.length === 0) return '';
  const rows = all.slice(0, ROWS).map(({ kind, scope, reason, detail, affects }) => ({
    left: `${page.colours.yellow(`could not read ${plural(nouns.noun(kind))}`)}\n${page.colours.dim(shown(scope))}`,
    right: `${reasonText(reason)}: ${shown(detail, 400)}${affects.length > 0 ? `\n${page.colours.dim(`leaves unjudged: ${affects.map((id) => shown(id)).join(', ')}`)}` : ''}`,
  }));
  return `${heading(page, 'Not read')}${columns(rows, page.width)}${cut(page, all.length, 'gap')}`;
}

/** The most urgent of them: which one is to be looked at first, why it is one, and how it stands. */
async function inventory(page: Page): Promise<string> {
  const { colours } = page;
  const found = await shownInventory(page.result, WORKLOADS);
  if (found.total === 0) return '';
  const head = { left: `found ${number(found.total)}: ${confidenceText(found)}`, right: auditedText(found) };
  const rows = found.items.map((item) => ({
    left: `${shown(item.subject.name)}\n${colours.dim(`${shown(item.kind)} · ${shown(item.subject.scope)}`)}`,
    right: `${standingText(colours, item)}\n${colours.dim(shown(whyText(item), 200))}`,
  }));
  const rest = found.total - rows.length;
  const more = rest > 0 ? colours.dim(`  and ${counted(rest, 'more AI workload')}: --report html=FILE or json=FILE lists them\n`) : '';
  return `${heading(page, 'AI workloads')}${columns([head], page.width)}${columns(rows, page.width)}${more}`;
}

function standingText(colours: Page['colours'], item: InventoryItem): string {
  const standing = workloadStanding(item);
  const text = AUDITED_WORDS[standing];
  return standing === 'failing' || standing === 'error' ? colours.red(text) : standing === 'unknown' ? colours.yellow(text) : text;
}

async function drift(page: Page): Promise<string> {
  const first: Drift[] = [];
  let total = 0;
  for await (const item of page.result.drift()) {
    total += 1;
    if (first.length < ROWS) first.push(item);
  }
  if (total === 0) return '';
  return `${heading(page, 'Drift: declared against live')}${columns(first.map((item) => driftRow(page, item)), page.width)}${cut(page, total, 'drift')}`;
}

function driftRow({ colours }: Page, item: Drift): Row {
  const where = [item.change, placeText(item.subject), scopeText(item.subject)].filter(Boolean).join(' · ');
  const breaks = item.breaks.length > 0 ? `\n${colours.red(`breaks ${item.breaks.map((id) => shown(id)).join(', ')}`)}` : '';
  return { left: `${shown(item.subject.name)}\n${colours.dim(where)}`, right: `${driftText(item)}${breaks}` };
}

function population(page: Page): string {
  const { colours, result } = page;
  if (result.population.length === 0) return '';
  const rows = result.population.slice(0, ROWS).map(({ kind, scope, read, requests, complete, identity }) => ({
    left: `read ${counted(read, result.nouns.listed(kind))}\n${colours.dim(shown(scope))}`,
    right: `${complete ? 'complete' : colours.yellow('not complete')}, ${counted(requests, 'request')}${identity ? `\n${colours.dim(`as ${shown(identity)}`)}` : ''}`,
  }));
  const unjudged = notJudgedLine(result);
  const all = unjudged === undefined ? '' : columns([{ left: colours.yellow('not judged'), right: unjudged.replace(/^not judged: /, '') }], page.width);
  return `${heading(page, 'Population')}${columns(rows, page.width)}${cut(page, result.population.length, 'listing')}${all}`;
}

function ending({ colours, result }: Page, found: Survey): string {
  const { word, meaning } = verdict(result, found);
  return `\n${paint(colours, word)(`exit code ${number(result.summary.exitCode)}`)}: ${meaning}\n`;
}

