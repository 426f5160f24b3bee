import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  belongs,
  excesses,
  holes,
  level,
  type AuditPolicy,
  type AuditRequest,
  type Hole,
  type Scope,
} from '../../policypack/audit-policy/index.js';
import { isIdentity } from '../../policypack/audit-policy/identity.js';
import { AUDIT_LEVELS, AUDIT_STAGES, RESOURCE_VERBS } from '../../policypack/audit-policy/vocabulary.js';
import { BARE_RULE, inEntry, movedInto, policy, request, scopeEntry } from './arbitrary.js';

const scope = fc.array(scopeEntry, { minLength: 1, maxLength: 2 });
const requests = fc.array(request, { minLength: 60, maxLength: 60 });
const required = fc.record({
  level: fc.constantFrom(...AUDIT_LEVELS.slice(1)),
  stages: fc.subarray([...AUDIT_STAGES], { maxLength: 2 }),
});
const detail = fc.constantFrom(0, 2, 16, 1000);

/** Requests of the scope: each of the given ones, moved into each entry. */
const inScope = (given: readonly AuditRequest[], entries: Scope): AuditRequest[] =>
  given.flatMap((one) => entries.flatMap((entry) => movedInto(one, entry) ?? []));

const holdsFor = (hole: Hole, one: AuditRequest): boolean => belongs(one, hole.requests);

/** A request is found wrong exactly when its decision is, and by the rule that decides. */
function agree(given: AuditPolicy, found: readonly Hole[], one: AuditRequest, wrong: boolean): void {
  const decision = level(given, one);
  const covering = found.filter((hole) => holdsFor(hole, one));
  if (wrong) expect(covering.some(({ rule }) => rule === decision.rule)).toBe(true);
  for (const hole of covering.filter(({ exact }) => exact)) {
    expect(decision).toEqual({ level: hole.level, omitStages: hole.omitStages, rule: hole.rule });
    expect(wrong).toBe(true);
  }
}

describe('the classes of a policy', () => {
  it('hold every request that falls short, and none that does not', () => {
    fc.assert(
      fc.property(policy(), required, scope, requests, detail, (given, wanted, entries, some, few) => {
        const found = holes(given, { ...wanted, scope: entries }, { detail: few });
        for (const one of inScope(some, entries)) {
          const { level: actual, omitStages } = level(given, one);
          const short =
            AUDIT_LEVELS.indexOf(actual) < AUDIT_LEVELS.indexOf(wanted.level) ||
            wanted.stages.some((stage) => omitStages.includes(stage));
          agree(given, found, one, short);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('hold every request that is logged above the level allowed, and none that is not', () => {
    fc.assert(
      fc.property(
        policy(),
        fc.constantFrom(...AUDIT_LEVELS.slice(0, 3)),
        scope,
        requests,
        (given, allowed, entries, some) => {
          const found = excesses(given, { level: allowed, scope: entries });
          for (const one of inScope(some, entries)) {
            agree(given, found, one, AUDIT_LEVELS.indexOf(level(given, one).level) > AUDIT_LEVELS.indexOf(allowed));
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  it('each have a witness in scope and in the class, decided as the class says', () => {
    fc.assert(
      fc.property(policy(), required, scope, detail, (given, wanted, entries, few) => {
        for (const hole of holes(given, { ...wanted, scope: entries }, { detail: few })) {
          expect(entries.some((entry) => inEntry(hole.witness, entry))).toBe(true);
          expect(holdsFor(hole, hole.witness)).toBe(true);
          expect(isIdentity(hole.witness.user, hole.witness.groups)).toBe(true);
          if (hole.witness.resource !== '') expect(RESOURCE_VERBS).toContain(hole.witness.verb);
          expect(level(given, hole.witness)).toEqual({
            level: hole.level,
            omitStages: hole.omitStages,
            rule: hole.rule,
          });
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are disjoint within one scope entry when they are listed one by one', () => {
    fc.assert(
      fc.property(policy(), scopeEntry, requests, (given, entry, some) => {
        const found = holes(given, { level: 'RequestResponse', scope: [entry] }, { detail: 10_000 });
        for (const one of inScope(some, [entry]))
          expect(found.filter((hole) => holdsFor(hole, one)).length).toBeLessThan(2);
      }),
      { numRuns: 80 },
    );
  });
});

describe('rules on groups alone', () => {
  const GROUPS = ['a', 'b', 'c', 'd'];
  const everySet = Array.from({ length: 2 ** GROUPS.length }, (_, bits) =>
    GROUPS.filter((_group, index) => bits & (1 << index)),
  );

  it('are decided for every set of groups', () => {
    const rules = fc.array(
      fc.record({ userGroups: fc.subarray([...GROUPS, 'system:authenticated', 'system:unauthenticated']), level: fc.constantFrom('None' as const, 'Metadata' as const) }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(rules, fc.subarray(GROUPS, { maxLength: 2 }), (given, all) => {
        const whole: AuditPolicy = {
          omitStages: [],
          omitManagedFields: false,
          rules: given.map((rule) => ({ ...BARE_RULE, ...rule })),
        };
        const entry = { resource: 'pods', groups: all };
        const found = holes(whole, { level: 'Metadata', scope: [entry] });
        for (const groups of everySet.filter((set) => all.every((group) => set.includes(group)))) {
          const one: AuditRequest = {
            user: 'jane',
            groups: [...groups, 'system:authenticated'],
            verb: 'get',
            apiGroup: '',
            resource: 'pods',
            subresource: '',
            namespace: 'ai',
            name: 'x',
            path: '',
          };
          agree(whole, found, one, level(whole, one).level === 'None');
        }
        for (const { witness, rule } of found) expect(level(whole, witness).rule).toBe(rule);
      }),
      { numRuns: 500 },
    );
  });
});
