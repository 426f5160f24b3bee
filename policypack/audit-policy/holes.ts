import { AUDIT_LEVELS, type AuditLevel, type AuditStage } from './vocabulary.js';
import { clausesOf, type Accepted, type Clause, type Shape } from './clause.js';
import { decisionOf, type Decision } from './level.js';
import { CURRENT_DIALECT, type AuditPolicy, type Dialect } from './policy.js';
import { cutter } from './region.js';
import { inShort, NO_RESOURCE, published, type PublishedClass, type RequestClass } from './request-class.js';
import { allowsPaths, allowsResources, type AuditRequest, type Scope } from './request.js';
import { describeRegions, type Described } from './summary.js';
import { witnessOf } from './witness.js';

/** What a policy must log. */
export interface Required {
  /** Requests must be logged at this level or above. */
  readonly level: AuditLevel;
  /** Stages that must not be omitted. Default: ResponseComplete, the one that every request which is answered reaches. */
  readonly stages?: readonly AuditStage[];
  /** Which requests; default all. */
  readonly scope?: Scope;
  /** Whose requests may go unlogged. */
  readonly accepted?: Accepted;
}

/** What a policy may log at most. */
export interface Allowed {
  readonly level: AuditLevel;
  /** Stages whose events would hold what is too much; where all of them are omitted nothing is. Without, the level alone decides. */
  readonly stages?: readonly AuditStage[];
  /** Which requests; default all. */
  readonly scope?: Scope;
}

/** Requests that one rule decides, and decides wrongly. */
export interface Hole extends Decision {
  /** One such request, confirmed by {@link level}. */
  readonly witness: AuditRequest;
  /** What all these requests share. */
  readonly class: PublishedClass;
  /** The same, in a form to reckon with. */
  readonly requests: RequestClass;
  /** Whether every request of the class is one of these; false when the class only bounds what would be too many classes. */
  readonly exact: boolean;
}

/** Knobs of the search. */
export interface HoleOptions {
  readonly dialect?: Dialect;
  /** Classes of one rule and scope entry that are listed one by one; more are described by what they share. Default 16. */
  readonly detail?: number;
}

/** The scope of every request there is. */
export const EVERYTHING: Scope = [{}];
const COMPLETE: readonly AuditStage[] = ['ResponseComplete'];
const DETAIL = 16;

/**
 * Every class of requests in the required scope whose level or stages fall short, in the order of the scope, resource
 * requests first, then of the rules; what no rule matches comes last. An empty answer is a proof that there is none:
 * the space of requests is partitioned by what the rules can tell apart, not sampled.
 */
export function holes(policy: AuditPolicy, required: Required, options: HoleOptions = {}): Hole[] {
  const stages = required.stages ?? COMPLETE;
  const falls = ({ level, omitStages }: Decision) =>
    rank(level) < rank(required.level) || stages.some((stage) => omitStages.includes(stage));
  return decided(policy, required.scope ?? EVERYTHING, falls, options, required.accepted);
}

/** The dual of {@link holes}: every class of requests in scope that is logged above the level allowed. */
export function excesses(policy: AuditPolicy, allowed: Allowed, options: HoleOptions = {}): Hole[] {
  const { stages } = allowed;
  const exceeds = ({ level, omitStages }: Decision) =>
    rank(level) > rank(allowed.level) && (stages === undefined || stages.some((stage) => !omitStages.includes(stage)));
  return decided(policy, allowed.scope ?? EVERYTHING, exceeds, options);
}

const rank = (level: AuditLevel): number => AUDIT_LEVELS.indexOf(level);

/** Every class of requests in scope about which a decision of the given kind is made. */
function decided(
  policy: AuditPolicy,
  scope: Scope,
  wrong: (decision: Decision) => boolean,
  options: HoleOptions,
  accepted?: Accepted,
): Hole[] {
  const rules = [...policy.rules.keys(), null].filter((rule) => wrong(decisionOf(policy, rule)));
  if (rules.length === 0) return [];
  const { dialect = CURRENT_DIALECT, detail = DETAIL } = options;
  const shapes = (['resource', 'path'] as const).map((shape) => shaped(policy, shape, dialect, accepted));
  const found = scope.flatMap((entry) =>
    shapes
      .filter(({ shape }) => (shape === 'resource' ? allowsResources(entry) : allowsPaths(entry)))
      .flatMap(({ shape, positions, regionsOf }) => {
        const regions = regionsOf(entry);
        return rules.flatMap((rule) => {
          const ofRule = (positions.get(rule) ?? []).flatMap((position) => regions(position) ?? []);
          return describeRegions(ofRule, detail).map((described) => hole(policy, rule, shape, described, entry.path));
        });
      }),
  );
  return withoutRepetition(found);
}

function shaped(policy: AuditPolicy, shape: Shape, dialect: Dialect, accepted: Accepted | undefined) {
  const clauses = clausesOf(policy, shape, dialect, accepted);
  return { shape, positions: positionsOf(clauses), regionsOf: cutter(clauses, shape) };
}

/** Where each rule's clauses stand; what no rule matches comes after the last. */
function positionsOf(clauses: readonly Clause[]): Map<number | null, number[]> {
  const positions = new Map<number | null, number[]>([[null, [clauses.length]]]);
  clauses.forEach(({ rule }, position) => positions.set(rule, [...(positions.get(rule) ?? []), position]));
  return positions;
}

function hole(
  policy: AuditPolicy,
  rule: number | null,
  shape: Shape,
  { requests, example, exact }: Described,
  givenPath = '',
): Hole {
  const [whole, smaller] =
    shape === 'path'
      ? [
          { ...requests, ...NO_RESOURCE },
          { ...example, ...NO_RESOURCE },
        ]
      : [requests, example];
  const found = witnessOf(smaller);
  const short = inShort(whole);
  // The path that the scope gives a resource request decides nothing, but the example is to be in the scope.
  const witness = shape === 'resource' ? { ...found, path: givenPath } : found;
  return { witness, ...decisionOf(policy, rule), class: published(short), requests: short, exact };
}

// Entries of a scope may overlap; what two of them find alike is said once.
function withoutRepetition(found: readonly Hole[]): Hole[] {
  const seen = new Set<string>();
  return found.filter((hole) => {
    const key = JSON.stringify([hole.rule, hole.class]);
    return !seen.has(key) && seen.add(key);
  });
}
