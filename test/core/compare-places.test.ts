import { describe, expect, it } from 'vitest';
import { assemble } from '../../policypack/core/assemble.js';
import { changes, compareWith } from '../../policypack/core/compare.js';
import type { Population } from '../../policypack/core/fact.js';
import { subjectOf, type Subject } from '../../policypack/core/subject.js';
import { KINDS } from '../../policypack/kinds/index.js';
import { aLiveAuditSink, aManifest } from './facts.js';

const STACK = 'pulumi:shop/prod';
const TYPE = 'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink';
const manifest = (level: string) => aManifest({ policy: { level, stages: ['ResponseComplete'] } });

/** Sinks of one name, each through a provider of its own. */
function declared(...sinks: readonly { readonly level: string; readonly provider: object }[]): Subject[] {
  const assembly = assemble(KINDS, {});
  assembly.observe(
    sinks.flatMap(({ level, provider }, index) =>
      KINDS.factsOf(
        {
          type: TYPE,
          urn: `urn:pulumi:prod::shop::${TYPE}::sink-${index}`,
          name: `sink-${index}`,
          properties: manifest(level),
          propertyDependencies: {},
          provider: { type: 'pulumi:providers:kubernetes', urn: `urn:pulumi:prod::shop::pulumi:providers:kubernetes::k-${index}`, properties: provider },
        },
        STACK,
      ),
    ),
  );
  return assembly.end('declared');
}

const live = (context: string, level: string): Subject => subjectOf(aLiveAuditSink({ scope: `kubernetes:${context}` }, manifest(level)), {});
const listing = (context: string): Population => ({ type: 'population', source: 'kubernetes', scope: `kubernetes:${context}`, kind: 'kubernetes.audit-sink', read: 1, requests: 1, complete: true });

describe('two clusters with one sink name', () => {
  const named = declared({ level: 'Metadata', provider: { context: 'east' } }, { level: 'Request', provider: { context: 'west' } });

  it('are two: each is compared with its own, by the context that its provider names', () => {
    const comparison = compareWith(KINDS, named);
    expect(comparison.match(live('west', 'Request'))).toEqual([named[1]]);
    expect(comparison.match(live('east', 'Request'))).toEqual([named[0]]);
    expect(changes(KINDS, named[0]!, live('east', 'Request'), []).map(({ path }) => path)).toEqual(['spec.policy.level']);
    expect(comparison.unmatched([listing('east'), listing('west')], [])).toEqual([]);
  });

  it('of which one was not read, has it not missing but unknown, with the flag that reads it', () => {
    const comparison = compareWith(KINDS, named);
    comparison.match(live('east', 'Metadata'));
    expect(comparison.unmatched([listing('east')], [])).toMatchObject([{ declared: { urn: named[1]?.urn }, read: false, why: { said: { message: 'context west was not read: add --context west' } } }]);
  });

  it('of which one has none, has it missing there', () => {
    const comparison = compareWith(KINDS, named);
    comparison.match(live('east', 'Metadata'));
    expect(comparison.unmatched([listing('east'), listing('west')], [])).toMatchObject([{ declared: { urn: named[1]?.urn }, read: true }]);
  });

  it('are told apart by what they are where no provider names its context', () => {
    const written = declared({ level: 'Metadata', provider: { kubeconfig: '{ "east": 1 }' } }, { level: 'Request', provider: { kubeconfig: '{ "west": 1 }' } });
    const comparison = compareWith(KINDS, written);
    expect(comparison.match(live('x', 'Request'))).toEqual([written[1]]);
    expect(comparison.unmatched([listing('x')], [])).toMatchObject([{ declared: { urn: written[0]?.urn }, read: false }]);
    expect(comparison.match(live('y', 'Metadata'))).toEqual([written[0]]);
    expect(comparison.unmatched([listing('x'), listing('y')], [])).toEqual([]);
  });
});

describe('one sink', () => {
  it('whose provider names no context may be in any cluster, and is missing where none has it', () => {
    const [one] = declared({ level: 'Metadata', provider: {} });
    expect(compareWith(KINDS, [one!]).match(live('x', 'Metadata'))).toEqual([one]);
    expect(compareWith(KINDS, [one!]).unmatched([listing('x')], [])).toMatchObject([{ read: true }]);
  });
});
