import type { Drift, Finding, Result } from '../../policypack/core/result.js';
import { AUDITED_WORDS, auditedText, confidenceText, shownInventory, whyText, workloadStanding } from './inventory.js';
import { code, prose, row, tableHead } from './markdown-text.js';
import { notJudgedLine } from './not-judged.js';
import { select } from './selection.js';
import { STANDINGS, controlsByUrgency, countsOf, standing, survey, type Standing, type Survey } from './standing.js';
import { verdict, type Verdict } from './verdict.js';
import { counted, driftText, expiryText, number, placeText, plural, reasonText } from './words.js';
import type { Reporter } from './reporter.js';

/** GitHub refuses a step summary above 1,024 KiB as a whole. */
const LIMIT = 1024 * 1024;
/** Findings in all, and of one control: a summary is read by a person; the byte limit stands behind it. */
const FINDINGS = { total: 2_000, perControl: 100 };
const ROWS = 100;
const WORKLOADS = 50;
const CUT = '\n> **This summary was cut at 1,024 KiB.** `--report json=FILE` has everything.\n';

/** For the summary of a CI job. */
export const markdown: Reporter = async function* (result) {
  let left = LIMIT - Buffer.byteLength(CUT);
  for await (const block of blocks(result)) {
    const bytes = Buffer.byteLength(block);
    if (bytes > left) {
      yield CUT;
      return;
    }
    left -= bytes;
    yield block;
  }
};

/** What is cut is cut between these: a row of a table, a paragraph. */
async function* blocks(result: Result): AsyncGenerator<string> {
  const found = await survey(result);
  yield* top(result, found);
  yield* gaps(result);
  yield* await findings(result, found);
  yield* inventory(result);
  yield* drift(result);
  yield* population(result);
  yield identity(result);
}

const SIGNS: { readonly [W in Verdict['word']]: string } = { Pass: '✅', Fail: '❌', Incomplete: '⚠️' };

function* top(result: Result, found: Survey): Generator<string> {
  const { word, headline, meaning } = verdict(result, found);
  yield `## ${SIGNS[word]} logproof: ${word}\n\n**${prose(headline)}**\n\nExit code ${result.summary.exitCode}: ${meaning}.\n`;
  yield tableHead(['Control', 'Severity', 'Level', '>Pass', '>Fail', '>Waived', '>Unknown', '>Error']);
  for (const id of controlsByUrgency(result, found)) {
    const control = result.controls[id];
    if (!control) continue;
    const { pass, fail, unknown, error } = control.tally;
    const { waived } = countsOf(found, id);
    yield row([code(id), control.severity, control.level, ...[pass, fail - waived, waived, unknown, error].map(number)]);
  }
}

function* gaps({ gaps: all, nouns }: Result): Generator<string> {
  if (all.length === 0) return;
  yield `\n### Not read\n\nWhatever these touch is unknown, never a pass.\n`;
  yield tableHead(['What', 'Where', 'Why', 'Leaves unjudged']);
  for (const { kind, scope, reason, detail, affects } of all.slice(0, ROWS)) {
    yield row([prose(plural(nouns.noun(kind))), code(scope), `${reasonText(reason)}: ${prose(detail, 400)}`, affects.map((id) => code(id)).join(', ')]);
  }
  yield rest(all.length - ROWS, 'gap');
}

const rest = (count: number, word: string): string => (count > 0 ? `\n_And ${counted(count, `more ${word}`)}: \`--report json=FILE\` has them all._\n` : '');

async function* findings(result: Result, found: Survey): AsyncGenerator<string> {
  const selection = await select(result, found, FINDINGS);
  for (const id of controlsByUrgency(result, found)) {
    const own = selection.findings.filter(({ control }) => control === id);
    if (own.length > 0) yield* ofControl(result, found, id, own);
  }
}

const STATES: { readonly [S in Standing]: string } = {
  failing: '❌ fail',
  error: '⚠️ error',
  unknown: '❔ unknown',
  advisory: '🔸 advisory',
  waived: '⚪ waived',
  'not-applicable': 'n/a',
  pass: '✅ pass',
};

function* ofControl(result: Result, found: Survey, id: string, own: readonly Finding[]): Generator<string> {
  const control = result.controls[id];
  const total = STANDINGS.reduce((sum, kind) => (kind === 'pass' || kind === 'not-applicable' ? sum : sum + countsOf(found, id)[kind]), 0);
  yield `\n### ${code(id)}: ${control ? prose(control.title) : ''}\n`;
  if (control) yield `\n${prose(control.rationale, 1000)}\n\n**Fix:** ${prose(control.remediation, 1000)}\n`;
  yield tableHead(['', 'Subject', 'Found', 'Where']);
  const urgent = [...own].sort((a, b) => STANDINGS.indexOf(standing(a)) - STANDINGS.indexOf(standing(b)));
  for (const finding of urgent) yield findingRow(finding, result.run.today);
  yield rest(total - own.length, 'finding');
}

function findingRow(finding: Finding, today: string): string {
  const { subject, message, waiver } = finding;
  const waived = waiver
    ? `<br>waived: ${prose(waiver.reason)} (${prose(waiver.owner)}, approved by ${prose(waiver.approver)}; ${expiryText(waiver.expires, today)})`
    : '';
  return row([STATES[standing(finding)], code(subject.name), `${prose(message, 400)}${waived}`, where(finding)]);
}

const where = ({ subject }: Finding | Drift): string => [placeText(subject), subject.scope, subject.place].flatMap((place) => (place ? [code(place)] : [])).join(' ');

async function* inventory(result: Result): AsyncGenerator<string> {
  const found = await shownInventory(result, WORKLOADS);
  if (found.total === 0) return;
  yield `\n### AI workloads\n\n${counted(found.total, 'workload')}: ${confidenceText(found)}. Requests to them: ${auditedText(found)}.\n`;
  yield tableHead(['Audited', 'Workload', 'Kind', 'Taken for one', '>Pods', 'Where']);
  for (const item of found.items) {
    const { subject, kind, apiGroup, pods, role } = item;
    yield row([AUDITED_WORDS[workloadStanding(item)], code(subject.name), code(apiGroup ? `${kind}.${apiGroup}` : kind), prose(whyText(item)), role ?? number(pods), code(subject.scope)]);
  }
  yield rest(found.total - found.items.length, 'AI workload');
}

async function* drift(result: Result): AsyncGenerator<string> {
  let total = 0;
  for await (const item of result.drift()) {
    total += 1;
    if (total === 1) {
      yield '\n### Drift: declared against live\n';
      yield tableHead(['Change', 'Subject', 'Difference', 'Breaks', 'Where']);
    }
    if (total > ROWS) continue;
    yield row([item.change, code(item.subject.name), prose(driftText(item), 500), item.breaks.map((id) => code(id)).join(', '), where(item)]);
  }
  yield rest(total - ROWS, 'drift');
}

function* population(result: Result): Generator<string> {
  const { population: all, nouns } = result;
  if (all.length === 0) return;
  yield '\n### Population\n';
  yield tableHead(['Source', 'Where', 'What', '>Read', '>Requests', 'Complete', 'Asked as']);
  for (const { source, scope, kind, read, requests, complete, identity: as } of all.slice(0, ROWS)) {
    yield row([prose(source), code(scope), prose(plural(nouns.listed(kind))), number(read), number(requests), complete ? 'yes' : '**no**', as ? code(as) : '']);
  }
  yield rest(all.length - ROWS, 'listing');
  const unjudged = notJudgedLine(result);
  if (unjudged !== undefined) yield `\n_${prose(unjudged, 2000)}_\n`;
}

function identity({ run }: Result): string {
  const { tool, today, configDigest, controlsDigest, id } = run;
  return `\n<sub>${prose(tool.name)} ${prose(tool.version)}, judged as of ${prose(today)}. Run ${code(id)}, configuration ${code(configDigest)}, controls ${code(controlsDigest)}.</sub>\n`;
}
