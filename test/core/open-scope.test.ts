import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../policypack/catalogue.js';
import { readConfiguration } from '../../policypack/configuration/load.js';
import { settingsFrom } from '../../policypack/configuration/settings.js';
import { assemble, STAGES } from '../../policypack/core/assemble.js';
import { evaluate, plan } from '../../policypack/core/evaluate.js';
import type { Fact, Observation } from '../../policypack/core/fact.js';
import { gap, known } from '../../policypack/core/known.js';
import { stackFact } from '../../policypack/kinds/pulumi/stack/kind.js';
import { aDeclaredLogGroup, aLiveLogGroup, anAccount } from './facts.js';

const STACK = 'pulumi:ai/prod';
const UNREAD = { tags: gap('forbidden', 'whether the group has the tags of the scope (GetResources)') };
const settings = settingsFrom(readConfiguration('scope: { logGroups: { tags: { workload: ai } } }', 'logproof.yaml'), [], CATALOGUE.controls);
const READ_WHOLE: readonly Observation[] = CATALOGUE.kinds.all.map(({ id }) => ({ type: 'read', kind: id, scope: 'aws:123456789012:eu-west-1' }));

/** Every verdict of every control, as `control kind: outcome`; what is not applicable is left out. */
function verdictsOn(observations: readonly Observation[]): string[] {
  const planned = plan(CATALOGUE, settings, '2026-06-01');
  const assembly = assemble(CATALOGUE.kinds, settings.scope);
  const subjects = [...assembly.observe(observations), ...STAGES.flatMap((stage) => assembly.end(stage))];
  const found: string[] = [];
  for (const subject of subjects) evaluate(subject, planned, ({ control, outcome }) => found.push(`${control} ${subject.kind}: ${outcome}`), true);
  return found.filter((verdict) => !verdict.endsWith('not-applicable')).sort();
}

const doors = (over: Parameters<typeof aLiveLogGroup>[1], name?: string): Record<string, string[]> => {
  const one = name === undefined ? {} : { name };
  const declared: Fact[] = [stackFact('prod', STACK, ['aws:bedrock/agentAgent:AgentAgent']), aDeclaredLogGroup(one, over)];
  return {
    live: verdictsOn([anAccount(), aLiveLogGroup(one, over), ...READ_WHOLE]),
    declared: verdictsOn(declared),
  };
};

const about = (verdicts: readonly string[] | undefined, ...controls: string[]): string[] => (verdicts ?? []).filter((verdict) => controls.some((control) => verdict.startsWith(`${control} `)));

describe('a log group whose tags were not read, while the scope selects by tags', () => {
  it.each(['live', 'declared'])('is nothing that any control passes or fails, %s', (door) => {
    const own = (doors(UNREAD)[door] ?? []).filter((verdict) => verdict.includes('aws.log-group:'));
    expect(own.length).toBeGreaterThan(4);
    expect(own.filter((verdict) => !verdict.endsWith('unknown'))).toEqual([]);
  });

  it.each(['live', 'declared'])('does not count as one in scope, nor as none, %s', (door) => {
    expect(about(doors(UNREAD)[door], 'log-group-present')).toEqual([expect.stringMatching(/: unknown$/)]);
  });

  it.each(['live', 'declared'])('holds no placeholder that was looked for, whatever its name, %s', (door) => {
    expect(about(doors(UNREAD, 'CHANGEME')[door], 'placeholder-value')).toEqual(['placeholder-value aws.log-group: unknown']);
  });
});

describe('a log group whose tags were read', () => {
  it.each(['live', 'declared'])('counts where it has them, %s', (door) => {
    expect(about(doors({ tags: known({ workload: 'ai' }) })[door], 'log-group-present', 'placeholder-value')).toEqual([
      expect.stringMatching(/^log-group-present .*: pass$/),
      'placeholder-value aws.log-group: pass',
    ]);
  });

  it.each(['live', 'declared'])('does not where it has not, %s', (door) => {
    expect(about(doors({ tags: known({}) })[door], 'log-group-present', 'placeholder-value')).toEqual([expect.stringMatching(/^log-group-present .*: fail$/)]);
  });
});
