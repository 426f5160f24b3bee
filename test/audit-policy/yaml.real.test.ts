import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { CURRENT_DIALECT, type AuditPolicy } from '../../policypack/audit-policy/index.js';
import { isKnown } from '../../policypack/core/known.js';
import { policyText } from '../../policypack/kinds/kubernetes/auditing/files.js';
import { isRefused } from '../../policypack/kinds/kubernetes/yaml/refused-file.js';
import { policyFile } from '../../scanner/audit-policy/policy-file.js';
import { judgeAll, type OracleAnswer } from '../rig/audit-oracle.js';
import { yamlText } from './yaml-texts.js';

// Kubernetes' own loader is asked what it makes of each text. LOGPROOF_FUZZ_RUNS=200000 looks longer, LOGPROOF_FUZZ_SEED elsewhere.
const RUNS = Number(process.env['LOGPROOF_FUZZ_RUNS'] ?? 6_000);
const SEED = Number(process.env['LOGPROOF_FUZZ_SEED'] ?? 20_261_128);

type Go = NonNullable<Extract<OracleAnswer, { results: unknown }>['policy']>;
const REFUSED = 'refused';

const sorted = (stages: readonly string[]): string[] => [...new Set(stages)].sort();
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What counts of a policy, as it was read here. Kubernetes adds the stages of the policy to those of each rule. */
const ours = ({ rules, omitStages, omitManagedFields }: AuditPolicy): string =>
  JSON.stringify([
    rules.map((rule) => [rule.level, rule.users, rule.userGroups, rule.verbs, rule.resources, rule.namespaces, rule.nonResourceURLs, sorted([...omitStages, ...rule.omitStages]), rule.omitManagedFields ?? null]),
    omitManagedFields,
  ]);

/** The same, as Kubernetes read it. */
const theirs = ({ Rules, OmitManagedFields }: Go): string =>
  JSON.stringify([
    Rules.map((rule) => [
      rule['Level'],
      ...['Users', 'UserGroups', 'Verbs'].map((name) => list(rule[name])),
      (list(rule['Resources']) as Record<string, unknown>[]).map((entry) => ({ group: entry['Group'], resources: list(entry['Resources']), resourceNames: list(entry['ResourceNames']) })),
      ...['Namespaces', 'NonResourceURLs'].map((name) => list(rule[name])),
      sorted(list(rule['OmitStages']) as string[]),
      rule['OmitManagedFields'] ?? null,
    ]),
    OmitManagedFields,
  ]);

function byCommand(text: string): string {
  try {
    return ours(policyFile(text, 'policy.yaml', CURRENT_DIALECT).policy);
  } catch {
    return REFUSED;
  }
}

function byPack(text: string): string {
  const read = policyText(text, 'policy.yaml');
  return !isKnown(read) || isRefused(read.value) || read.value.limits ? REFUSED : ours(read.value);
}

describe("Kubernetes' own loader", () => {
  let compared: { text: string; kubernetes: string; command: string; pack: string }[];

  beforeAll(async () => {
    const texts = fc.sample(yamlText, { numRuns: RUNS, seed: SEED });
    const answers = await judgeAll(texts.map((policy) => ({ policy, requests: [], show: true })));
    compared = texts.map((text, index) => {
      const answer = answers[index]!;
      return { text, kubernetes: 'error' in answer ? REFUSED : theirs(answer.policy!), command: byCommand(text), pack: byPack(text) };
    });
  }, 600_000);

  it('reads the same of every text that is read here', () => {
    expect(compared.filter(({ command, kubernetes }) => command !== REFUSED && command !== kubernetes)).toEqual([]);
  });

  it('is followed by both doors alike', () => {
    expect(compared.filter(({ command, pack }) => command !== pack)).toEqual([]);
  });

  it('reads few texts that are refused here, of a form that nobody writes', () => {
    const loaded = compared.filter(({ kubernetes }) => kubernetes !== REFUSED);
    expect(loaded.length).toBeGreaterThan(RUNS / 10);
    expect(loaded.filter(({ command }) => command === REFUSED).length / loaded.length).toBeLessThan(0.1);
  });
});
