import { v5 as uuidV5 } from 'uuid';
import { exitCode } from '../../policypack/core/exit-code.js';
import type { Plan, PlannedControl } from '../../policypack/core/evaluate.js';
import { canonicalJson, digest } from '../../policypack/core/fingerprint.js';
import { affectedControls } from '../../policypack/core/affected.js';
import {
  RESULT_SCHEMA,
  type ControlInResult,
  type GapInResult,
  type NotJudgedInResult,
  type PopulationInResult,
  type ResultHead,
  type Tally,
} from '../../policypack/core/result.js';
import type { CollectionGap, Population } from '../../policypack/core/fact.js';
import type { ScopedSettings } from '../../policypack/core/settings.js';
import type { FrameworkId } from '../../policypack/frameworks/index.js';
import type { Counts } from '../judge.js';
import type { ScanOrder } from '../scan-order.js';

/** What a run leaves behind when its last source has ended. */
export interface Ended {
  readonly order: Pick<ScanOrder, 'settings' | 'today' | 'failOn' | 'failOnDrift' | 'tool' | 'now'>;
  readonly started: Date;
  readonly plan: Plan;
  readonly counts: Counts;
  readonly population: readonly Population[];
  readonly gaps: readonly CollectionGap[];
  readonly notJudged: readonly NotJudgedInResult[];
}

/** Run ids are derived, not drawn: the same input gives the same bytes. The name space is logproof's own. */
const RUN_NAMESPACE = '6f2d8f0c-8a55-5c1e-9d0b-6f1c7a9b3e21';

/** The part of the result that does not grow with the account. */
export function resultHead({ order, started, plan, counts, population, gaps, notJudged }: Ended): ResultHead {
  const controls = Object.fromEntries(plan.all.map((planned) => [planned.control.id, controlInResult(planned, order.settings.frameworks)]));
  const tally = total(plan.all.map((planned) => planned.tally));
  const described = { population: population.map(describePopulation).sort(byJson), gaps: gaps.map((gap) => describeGap(gap, plan)).sort(byJson) };
  const judged = judgedSubjects(plan);
  const failing = counts.failing + (order.failOnDrift ? counts.drift : 0);
  const code = exitCode({ failing, unknown: tally.unknown, error: tally.error, gaps: gaps.length, judged });
  const configDigest = `sha256:${digest(canonicalJson({ settings: order.settings, failOn: order.failOn }))}`;
  const controlsDigest = `sha256:${digest(order.tool.version, canonicalJson(definitions(controls)))}`;
  const summary = { ...tally, waived: counts.waived, drift: counts.drift, exitCode: code };
  return {
    schema: RESULT_SCHEMA,
    run: {
      id: uuidV5(digest(configDigest, controlsDigest, order.today, canonicalJson({ ...described, summary })), RUN_NAMESPACE),
      tool: order.tool,
      started: started.toISOString(),
      finished: order.now().toISOString(),
      today: order.today,
      configDigest,
      controlsDigest,
    },
    ...described,
    controls,
    notJudged: [...notJudged].sort(byJson),
    summary,
  };
}

function controlInResult({ control, level, params, byScope, tally }: PlannedControl, frameworks: readonly FrameworkId[]): ControlInResult {
  const chosen = (framework: string): boolean => frameworks.length === 0 || (frameworks as readonly string[]).includes(framework);
  const references = Object.entries(control.references as Record<string, readonly string[]>)
    .filter(([framework]) => chosen(framework))
    .flatMap(([framework, ids]) => ids.map((id) => ({ framework, id })));
  const { title, severity, rationale, remediation } = control;
  return { title, severity, level, rationale, remediation, params, ...(byScope && { byScope: byScope.map(withoutCode) }), references, tally };
}

/** Settings as a result holds them. */
const withoutCode = ({ scope, level, params }: ScopedSettings): ScopedSettings => ({ scope, level, params });

/** What the controls ask, without what was found. */
const definitions = (controls: Readonly<Record<string, ControlInResult>>) =>
  Object.entries(controls).map(([id, { title, severity, level, params, byScope }]) => ({ id, title, severity, level, params, ...(byScope && { byScope }) }));

const NOTHING: Tally = { pass: 0, fail: 0, unknown: 0, error: 0, notApplicable: 0 };

const total = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, { pass, fail, unknown, error, notApplicable }) => ({
      pass: sum.pass + pass,
      fail: sum.fail + fail,
      unknown: sum.unknown + unknown,
      error: sum.error + error,
      notApplicable: sum.notApplicable + notApplicable,
    }),
    NOTHING,
  );

/** Verdicts about what was read; waivers judged alone are nothing judged. */
function judgedSubjects(plan: Plan): number {
  const { pass, fail, unknown, error } = total(plan.all.filter(({ control }) => control.subject !== 'logproof.waiver').map(({ tally }) => tally));
  return pass + fail + unknown + error;
}

const describePopulation = ({ source, scope, kind, read, requests, complete, identity }: Population): PopulationInResult => ({
  source,
  scope,
  kind,
  read,
  requests,
  complete,
  ...(identity !== undefined && { identity }),
});

const describeGap = ({ source, scope, kind, reason, detail }: CollectionGap, plan: Plan): GapInResult => ({
  source,
  scope,
  kind,
  reason,
  detail,
  affects: affectedControls(kind, plan),
});

const byJson = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
