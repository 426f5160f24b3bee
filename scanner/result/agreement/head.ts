import { CONTROLS } from '../../../policypack/controls/index.js';
import { exitCode } from '../../../policypack/core/exit-code.js';
import type { ResultHead, Tally } from '../../../policypack/core/result.js';
import { judgesWaivers } from '../../../policypack/kinds/logproof/waiver/kind.js';
import { placeKey, type Counted } from './findings.js';
import type { Mistakes } from './mistakes.js';

const TALLIED = ['pass', 'fail', 'unknown', 'error', 'notApplicable'] as const satisfies readonly (keyof Tally)[];
/** Outcomes that are always listed; passes are only counted. */
const LISTED = ['fail', 'unknown', 'error'] as const;

/** Holds tallies, gaps, population, summary and exit code to each other, and to what was counted. */
export function checkHead(head: ResultHead, counted: Counted, drift: number, mistakes: Mistakes): void {
  const { controls, summary } = head;
  for (const [id, { tally, level }] of Object.entries(controls)) {
    const found = counted.byControl.get(id);
    for (const outcome of LISTED) mistakes.expect(`controls.${id}.tally.${outcome}`, tally[outcome], found?.[outcome] ?? 0, 'as findings say');
    if ((found?.pass ?? 0) > tally.pass) mistakes.expect(`controls.${id}.tally.pass`, tally.pass, found?.pass ?? 0, 'as findings say');
    if (level === 'disabled') mistakes.add(`controls.${id}.level`, 'expected mandatory or advisory, since nothing is judged by what is disabled');
  }
  for (const outcome of TALLIED) mistakes.expect(`summary.${outcome}`, summary[outcome], sum(Object.values(controls).map(({ tally }) => tally[outcome])), 'the sum of the tallies');
  mistakes.expect('summary.waived', summary.waived, counted.waived, 'as many findings have a waiver');
  mistakes.expect('summary.drift', summary.drift, drift, 'as many are listed');
  checkPlaces(head, counted, mistakes);
  checkExitCode(head, counted, mistakes);
}

/** What was not read to its end says so, and more was not found than was read. */
function checkPlaces({ population, gaps, controls }: ResultHead, { seen }: Counted, mistakes: Mistakes): void {
  const missed = new Set(gaps.map(placeKey));
  population.forEach((one, index) => {
    if (one.complete && missed.has(placeKey(one))) mistakes.add(`population[${index}].complete`, `expected false, since gaps say that ${one.kind} of ${one.scope} was not read whole`);
  });
  const partly = new Set([...missed, ...population.filter(({ complete }) => !complete).map(placeKey)]);
  const read = new Map<string, number>();
  for (const one of population) read.set(placeKey(one), (read.get(placeKey(one)) ?? 0) + one.read);
  for (const [place, count] of seen) {
    const known = read.get(place);
    // What stands for something that was not reached was not read.
    if (known !== undefined && known < count && !partly.has(place)) mistakes.add('population', `expected at least ${count} read of ${place}, of which findings are, found ${known}`);
  }
  gaps.forEach(({ affects }, index) => {
    const unknown = affects.find((id) => !Object.hasOwn(controls, id));
    if (unknown !== undefined) mistakes.add(`gaps[${index}].affects`, `${unknown} is not among the controls of the run`);
  });
}

/** By the same function as the run. */
function checkExitCode({ run, gaps, controls, summary }: ResultHead, { failing }: Counted, mistakes: Mistakes): void {
  const aboutWaivers = new Set(CONTROLS.filter(judgesWaivers).map(({ id }) => id));
  const judged = sum(Object.entries(controls).map(([id, { tally }]) => (aboutWaivers.has(id) ? 0 : tally.pass + tally.fail + tally.unknown + tally.error)));
  const codeFor = (drift: number): number => exitCode({ failing: failing + drift, unknown: summary.unknown, error: summary.error, gaps: gaps.length, judged });
  // A version that did not say whether drift fails may have been told so.
  const allowed = run.failOn === undefined ? [codeFor(0), codeFor(summary.drift)] : [codeFor(run.failOnDrift ? summary.drift : 0)];
  if (allowed.includes(summary.exitCode)) return;
  const least = run.failOn === undefined ? ', of any severity, since an earlier version did not say its --fail-on' : `, at or above ${run.failOn}`;
  const why = `as ${failing} unwaived mandatory failures${least}, ${summary.unknown} unknown, ${summary.error} errors, ${gaps.length} gaps and ${judged} verdicts say`;
  mistakes.expect('summary.exitCode', summary.exitCode, allowed[0] ?? 3, why);
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
