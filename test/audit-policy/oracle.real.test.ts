import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asRequest,
  CURRENT_DIALECT,
  excesses,
  holes,
  level,
  type AuditPolicy,
  type AuditRequest,
  type Hole,
} from '../../policypack/audit-policy/index.js';
import { policyFile } from '../../scanner/audit-policy/policy-file.js';
import { judgeAll, type OracleAnswer } from '../rig/audit-oracle.js';
import { asDocument, BARE_RULE, movedInto, policy, request, scopeEntry } from './arbitrary.js';
import { INVALID_POLICIES, ODD_BUT_VALID_POLICIES } from './policies.js';

// Kubernetes' own evaluator (k8s.io/apiserver/pkg/audit/policy), compiled and asked. A seed makes a failure repeatable.
const SEED = 20_261_124;
const samples = <T>(arbitrary: fc.Arbitrary<T>, count: number, seed = SEED): T[] =>
  fc.sample(arbitrary, { numRuns: count, seed });

interface Case {
  readonly given: AuditPolicy;
  readonly requests: readonly AuditRequest[];
}

const judged = async (cases: readonly Case[]): Promise<OracleAnswer[]> =>
  judgeAll(cases.map(({ given, requests }) => ({ policy: asDocument(given), requests })));

const results = (answer: OracleAnswer | undefined) => {
  if (answer === undefined || 'error' in answer)
    throw new Error(`Kubernetes refuses a policy that was taken for valid: ${answer?.error}`);
  return answer.results.map((result) => ({ level: result.level, omitStages: [...result.omitStages].sort() }));
};

const decision = ({ level: found, omitStages }: { level: string; omitStages: readonly string[] }) => ({
  level: found,
  omitStages,
});

const withoutDecision = (holesFound: readonly Hole[]) => holesFound.map(({ witness }) => witness);

describe("Kubernetes' own evaluator", () => {
  it('agrees on level and omitted stages of 200,000 pairs of policy and request', async () => {
    const pool = samples(request, 20_000);
    const cases = samples(policy(12), 4_000).map((given, index) => ({ given, requests: samplesOf(pool, index, 50) }));
    const answers = await judged(cases);
    let disagreements = 0;
    cases.forEach(({ given, requests }, index) => {
      const theirs = results(answers[index]);
      requests.forEach((one, at) => {
        if (JSON.stringify(decision(level(given, one))) !== JSON.stringify(theirs[at])) disagreements += 1;
      });
    });
    expect(cases.reduce((sum, { requests }) => sum + requests.length, 0)).toBe(200_000);
    expect(disagreements).toBe(0);
  });

  it('confirms every witness', async () => {
    const scopes = samples(scopeEntry, 2_000, SEED + 1);
    const found = samples(policy(20), 2_000, SEED + 2).map((given, index) => ({
      given,
      wrong: [
        ...holes(given, { level: 'Request', stages: ['ResponseComplete', 'Panic'], scope: [scopes[index]!, {}] }),
        ...excesses(given, { level: 'Metadata', scope: [scopes[index]!] }),
      ],
    }));
    const answers = await judged(found.map(({ given, wrong }) => ({ given, requests: withoutDecision(wrong) })));
    found.forEach(({ wrong }, index) => expect(results(answers[index])).toEqual(wrong.map(decision)));
    expect(found.reduce((sum, { wrong }) => sum + wrong.length, 0)).toBeGreaterThan(10_000);
  });

  it('finds no hole in 100,000 requests sampled from scopes that are declared free of holes', async () => {
    const scopes = samples(scopeEntry, 8_000, SEED + 3);
    const proven = samples(policy(10), 8_000, SEED + 4)
      .map((given, index) => ({ given: mostlyLogging(given), entry: scopes[index]! }))
      .filter(({ given, entry }) => holes(given, { level: 'Metadata', scope: [entry] }).length === 0);
    const pool = samples(request, 5_000, SEED + 5);
    const cases = proven.map(({ given, entry }, index) => ({
      given,
      requests: samplesOf(pool, index, 400)
        .flatMap((one) => movedInto(one, entry) ?? [])
        .slice(0, 150),
    }));
    const answers = await judged(cases);
    const short = answers
      .flatMap(results)
      .filter((result) => result.level === 'None' || result.omitStages.includes('ResponseComplete'));
    expect(cases.reduce((sum, { requests }) => sum + requests.length, 0)).toBeGreaterThan(100_000);
    expect(short).toEqual([]);
  });

  it('refuses the same policies, and loads the same odd ones', async () => {
    const documents = [...Object.values(INVALID_POLICIES), ...ODD_BUT_VALID_POLICIES];
    const answers = await judgeAll(
      documents.map((text) => ({ policy: text, requests: [asRequest({ verb: 'get', path: '/' })] })),
    );
    const theirs = answers.map((answer) => 'error' in answer);
    expect(theirs).toEqual([
      ...Object.values(INVALID_POLICIES).map(() => true),
      ...ODD_BUT_VALID_POLICIES.map(() => false),
    ]);
    expect(documents.map((text) => isRefused(text))).toEqual(theirs);
  });
});

/** A different run of the pool for every case. */
const samplesOf = (pool: readonly AuditRequest[], index: number, count: number): AuditRequest[] =>
  Array.from({ length: count }, (_, at) => pool[(index * 7_919 + at * 31) % pool.length]!);

/** The policy with a last rule that logs, and with few of its others silent, so that many scopes are free of holes. */
const mostlyLogging = (given: AuditPolicy): AuditPolicy => ({
  ...given,
  omitStages: given.omitStages.filter((stage) => stage !== 'ResponseComplete'),
  rules: [
    ...given.rules.map((rule, index) =>
      rule.level === 'None' && index % 3 !== 0 ? { ...rule, level: 'Request' as const } : rule,
    ),
    BARE_RULE,
  ],
});

function isRefused(text: string): boolean {
  try {
    policyFile(text, 'policy.yaml', CURRENT_DIALECT);
    return false;
  } catch {
    return true;
  }
}
