import { describe, expect, it } from 'vitest';
import { readYaml } from '../../policypack/configuration/yaml.js';
import { DEEPEST_YAML } from '../../policypack/core/bounded-yaml.js';
import { isKnown } from '../../policypack/core/known.js';
import { KINDS } from '../../policypack/kinds/index.js';
import { factsInTime } from '../../policypack/kinds/declared/in-time.js';
import { leftToLive } from '../../policypack/kinds/declared/left-to-live.js';
import { decodeProperties } from '../../policypack/kinds/declared/property-values.js';
import { firstUnread, readText, texts, Unread } from '../../policypack/kinds/declared/property-tree.js';
import type { AuditSinkFacts } from '../../policypack/kinds/kubernetes/audit-sink/facts.js';
import { yamlDocuments } from '../../policypack/kinds/kubernetes/yaml/documents.js';
import { auditSinkFact } from '../../scanner/sources/kubernetes/audit-sink.js';

const DEPTHS = [150, 2_500, 100_000];

/** As a server's answer would be, which a parser reads however deep it is. */
const nested = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}"<your-value>"${'}'.repeat(depth)}`);

const sinkWith = (more: object): Parameters<typeof auditSinkFact>[1] =>
  ({ metadata: { name: 'a' }, spec: { policy: { level: 'Metadata', stages: ['ResponseComplete'] }, webhook: { clientConfig: { url: 'https://audit.corp' } } }, ...more }) as never;

describe.each(DEPTHS)('%d levels', (depth) => {
  it('in a live audit sink leave what else it says', () => {
    const { facts, texts: found } = auditSinkFact('kubernetes:a', sinkWith({ extra: nested(depth) }));
    expect(facts.level).toEqual({ value: 'Metadata' });
    expect(found.find(({ path }) => path === 'spec.webhook.clientConfig.url')?.value).toBe('https://audit.corp');
    const unread = found.filter((text) => text.unread);
    expect(unread).toHaveLength(1);
    expect(unread[0]?.unread?.via).toContain('nested deeper than 100 levels');
  });

  it('in the place of what is judged are not known', () => {
    const { facts } = auditSinkFact('kubernetes:a', sinkWith({ spec: { policy: { level: nested(depth), stages: [nested(depth)] } } }));
    expect([isKnown(facts.level), isKnown(facts.stages)]).toEqual([false, false]);
  });

  it('in a resource of a program are not known, and the rest is', () => {
    const { tree: properties } = decodeProperties({ metadata: { name: 'a' }, spec: { policy: { level: 'Metadata', stages: nested(depth) } } }, 'shown');
    const type = 'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink';
    const [fact] = factsInTime(KINDS, { type, urn: `urn:pulumi:s::p::${type}::a`, name: 'a', properties, propertyDependencies: {} }, 'pulumi:p/s');
    const facts = fact?.facts as AuditSinkFacts;
    expect([isKnown(facts.level), isKnown(facts.stages)]).toEqual([true, false]);
  });

  it.each([
    ['brackets', (count: number) => '['.repeat(count)],
    ['mappings in brackets', (count: number) => '{a: '.repeat(count)],
    ['lists on one line', (count: number) => '- '.repeat(count)],
    ['keys on one line', (count: number) => '? '.repeat(count)],
  ])('of %s in YAML are not parsed', (_, of) => {
    const text = of(Math.max(depth, DEEPEST_YAML + 1));
    expect(yamlDocuments(`# audit.k8s.io\n${text}`)).toMatchObject({ unread: expect.stringContaining('nested') as string });
    expect(() => readYaml(text, 'logproof.yaml')).toThrow(`nested deeper than ${DEEPEST_YAML} levels`);
  });
});

describe('what nests as deep as anybody needs', () => {
  it('is read', () => {
    const text = `${Array.from({ length: 60 }, (_, level) => `${' '.repeat(level)}a:\n`).join('')}${' '.repeat(60)}b`;
    expect(yamlDocuments(text)).toHaveProperty('documents');
    expect(texts(nested(90))).toMatchObject([{ value: '<your-value>' }]);
    expect(firstUnread(nested(90), 'a')).toBeUndefined();
  });

  it('has each its own value of keys that are given once', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n');
    expect(readYaml(text, 'logproof.yaml').value).toHaveProperty('k19999', 1);
    expect(() => readYaml(`${text}\nk7: 2`, 'logproof.yaml')).toThrow('the same key twice');
  });
});

describe('what a program leaves to the live system', () => {
  it.each([
    ['by a path without an end', ['a.'.repeat(50_000)]],
    ['by more paths than anybody writes', Array.from({ length: 5_000 }, (_, index) => `a.b${index}`)],
  ])('is everything %s', (_, paths) => {
    const masked = leftToLive({ retentionInDays: 400 }, paths);
    expect(isKnown(readText(masked, 'retentionInDays'))).toBe(false);
    expect(masked).not.toBeInstanceOf(Unread);
  });
});
