import { describe, expect, it } from 'vitest';
import { CONTROLS } from '../../policypack/controls/index.js';
import logGroupEncrypted from '../../policypack/controls/aws/log-group-encrypted.js';
import logStreamPresent from '../../policypack/controls/aws/log-stream-present.js';
import { subjectKinds, type AnyControl } from '../../policypack/core/control.js';
import { READERS as AWS_READERS } from '../../scanner/sources/aws/readers.js';
import { READERS as KUBERNETES_READERS } from '../../scanner/sources/kubernetes/readers.js';
import type { Case } from '../../tools/cases/case.js';
import { factsOfStack } from '../../tools/cases/declared.js';
import { givenFacts } from '../../tools/cases/given.js';
import { joined } from '../../tools/cases/joined.js';
import { judgedCase } from '../../tools/cases/judged-case.js';
import { callOf } from '../../tools/cases/live.js';
import { casesOf, parseCases } from '../../tools/cases/read-cases.js';
import { controlPage } from '../../tools/generated/control-page.js';

const aCase = (what: object): object => ({ name: 'a case', expect: { outcome: 'pass' }, ...what });
const read = (...cases: readonly object[]): readonly Case[] => parseCases(JSON.stringify(cases), 'test/controls/a-b.json');

describe('a file of cases', () => {
  it.each([
    ['a case that says nothing to judge', [aCase({})], /expected exactly one of given, declared, live/],
    ['a case that says it twice', [aCase({ given: {}, live: {} })], /expected exactly one of given, declared, live/],
    ['a case that says it twice, once plainly', [aCase({ plain: {}, live: {} })], /expected exactly one of given, declared, live/],
    ['two cases of one name', [aCase({ given: {} }), aCase({ given: {} })], /two cases have the same name/],
    ['a key that does not exist', [aCase({ given: {}, facts: {} })], /Unrecognized key: "facts"/],
    ['an outcome that does not exist', [aCase({ given: {}, expect: { outcome: 'passed' } })], /expect\.outcome/],
    ['an origin of declared resources', [aCase({ declared: { type: 'a:b:C', inputs: {} }, origin: 'live' })], /origin goes with given/],
    ['a type that is no token', [aCase({ declared: { type: 'LogGroup', inputs: {} } })], /declared/],
    ['no case', [], /test\/controls\/a-b\.json is no list of cases/],
  ])('with %s is refused, by its path', (_, cases, message) => {
    expect(() => read(...cases)).toThrow(message);
  });
});

const LOG_GROUP = 'aws:cloudwatch/logGroup:LogGroup';
const verdict = (control: AnyControl, what: object): string => {
  const { outcome, message } = judgedCase(control, read(aCase(what))[0]!);
  return `${outcome}: ${message}`;
};

describe('a case of facts', () => {
  it('knows what it gives, has plain what was never a reading, and lacks what it does not name', () => {
    const facts = givenFacts(read(aCase({ given: { days: 30, key: { gap: 'forbidden' } }, plain: { owner: 'team-ml' } }))[0]!) as Record<string, unknown>;
    expect([facts['days'], facts['key'], facts['owner'], facts['tags']]).toEqual([{ value: 30 }, { gap: 'forbidden', via: 'key' }, 'team-ml', { value: undefined }]);
  });
});

describe('a declared case', () => {
  it('leaves open what a preview does not know', () => {
    expect(verdict(logGroupEncrypted, { declared: { type: LOG_GROUP, inputs: { kmsKeyId: { unread: 'preview' } } } })).toBe('unknown: kmsKeyId is not known before the deployment');
  });

  it('knows what another resource is made of only by its dependency', () => {
    const stream = { name: 'stream', type: 'aws:cloudwatch/logStream:LogStream', inputs: { logGroupName: '${group.name}' } };
    const group = { name: 'group', type: LOG_GROUP, inputs: {} };
    expect(verdict(logStreamPresent, { declared: [group, stream] })).toBe('pass: has a log stream');
    expect(() => verdict(logStreamPresent, { declared: [stream] })).toThrow('the stack has no resource group, only stream');
  });

  it.each([
    ['none', [{ type: 'aws:s3/bucket:Bucket', inputs: {} }], /judges 0 of pulumi\.stack/],
    ['two', ['a', 'b'].map((name) => ({ name, type: LOG_GROUP, inputs: {} })), /judges 2 of .*expected one/],
    ['two of one name', ['a', 'a'].map((name) => ({ name, type: LOG_GROUP, inputs: {} })), /two resources of the stack have one name: a, a/],
  ])('with %s of what the control judges is refused', (_, declared, message) => {
    expect(() => verdict(logGroupEncrypted, { declared })).toThrow(message);
  });
});

describe('a live case', () => {
  it('is refused where nothing reads the answers', () => {
    expect(() => verdict(logGroupEncrypted, { live: { 'aws.lake': {} } })).toThrow(/aws\.lake: expected a kind whose answers are read, one of .*aws\.log-group, /);
  });

  // A workload is a sum over many lists.
  it.each([...AWS_READERS.filter(({ list, named }) => list ?? named), ...KUBERNETES_READERS].map(({ kind }) => kind).filter((kind) => kind !== 'kubernetes.ai-workload'))('may be of kind %s, as its reader says', (kind) => {
    expect(callOf(kind)).toMatch(/^(GET \/|[A-Z]\w+$|[A-Z]\w+, )/);
  });

  it('is refused where a list is expected and the answer is none', () => {
    expect(() => verdict(logGroupEncrypted, { live: { 'aws.log-group': { logGroupName: '/ai/audit' } } })).toThrow('expected an answer with a list of logGroups');
  });
});

const endings = (cases: readonly Case[]): string[] => cases.map(({ expect: { outcome } }) => outcome);

describe('the examples of the documentation', () => {
  const declared = new Map(CONTROLS.map((control) => [control, casesOf(control.id).filter((one) => one.declared)]));
  const kinds = new Set([...declared.values()].flat().flatMap((one) => joined(factsOfStack(one.declared ?? [])).map(({ kind }) => kind)));
  const overResources = CONTROLS.filter((control) => control.subject === 'any' || subjectKinds(control).some((kind) => kinds.has(kind)));

  it.each(overResources.map((control) => [control.id, control] as const))('show %s, good and bad, as a Pulumi program declares it, or say that it is not judged so', (_, control) => {
    const shown = endings(declared.get(control) ?? []);
    expect(shown.includes('not-applicable') || (shown.includes('pass') && shown.includes('fail'))).toBe(true);
  });

  it('are in the language of the user, with the verdict', () => {
    const page = controlPage(logGroupEncrypted).text;
    expect(page).toContain('resources:\n  audit:\n    type: aws:cloudwatch/logGroup:LogGroup\n    properties:\n      name: /ai/audit\n');
    expect(page).toContain('Live, as `DescribeLogGroups` answers:');
    expect(page).toContain("> fail: no KMS key of the customer's, one is required");
  });
});
