import { specialOutputValueSig, specialSecretSig, specialSigKey, unknownValue } from '@pulumi/pulumi/runtime/rpc.js';
import { describe, expect, it } from 'vitest';
import { decodeProperties } from '../../policypack/kinds/declared/property-values.js';
import { Unread } from '../../policypack/kinds/declared/property-tree.js';

const aSecret = (content: object) => ({ [specialSigKey]: specialSecretSig, ...content });
const anOutput = (content: object) => ({ [specialSigKey]: specialOutputValueSig, ...content });

describe("the marks in a resource's values", () => {
  // Ours are written out, since loading Pulumi's runtime takes seconds: these are the package's own.
  it.each([
    ['an unknown value', unknownValue, new Unread('preview')],
    ['a secret', aSecret({ value: 7 }), new Unread('unsupported')],
    ['an output without a value', anOutput({}), new Unread('preview')],
    ['an output', anOutput({ value: 7 }), 7],
  ])('are those of the package: %s', (_, value, read) => {
    expect(decodeProperties({ value }, 'hidden').tree).toStrictEqual({ value: read });
  });
});

describe('property values of Pulumi', () => {
  it('keep plain data as it is', () => {
    const { tree, secret } = decodeProperties({ name: 'a', tags: { x: ['1', 2, true, null] } }, 'shown');

    expect(JSON.stringify(tree)).toBe('{"name":"a","tags":{"x":["1",2,true,null]}}');
    expect(secret).toBe(false);
  });

  it('put "unread in a preview" where a value is not known yet, at any depth', () => {
    const { tree } = decodeProperties({ spec: { policy: { stages: [unknownValue] } } }, 'shown');

    expect(tree).toMatchObject({ spec: { policy: { stages: [new Unread('preview')] } } });
  });

  it('show a secret to the judge and say that there is one', () => {
    const { tree, secret } = decodeProperties({ level: aSecret({ value: 'None' }) }, 'shown');

    expect(tree).toMatchObject({ level: 'None' });
    expect(secret).toBe(true);
  });

  it.each([
    ['encrypted', { ciphertext: 'v1:abc' }],
    ['in clear', { plaintext: '"None"' }],
    ['on the wire', { value: 'None' }],
  ])('hide a secret that is %s', (_, content) => {
    const { tree } = decodeProperties({ level: aSecret(content) }, 'hidden');

    expect(tree).toMatchObject({ level: new Unread('unsupported') });
  });

  it('hide the copy that a provider makes of a secret, which nobody marked', () => {
    const properties = {
      tags: { token: aSecret({ ciphertext: 'v1:abc' }) },
      tagsAll: { token: 'hunter2', team: 'ml' },
    };

    const { tree } = decodeProperties(properties, 'hidden');

    expect(tree).toMatchObject({ tagsAll: new Unread('unsupported') });
  });

  it('do not know an output without a value, and open one with a value', () => {
    const { tree } = decodeProperties(
      { a: anOutput({}), b: anOutput({ value: 7 }), c: anOutput({ value: 7, secret: true }) },
      'hidden',
    );

    expect(tree).toMatchObject({ a: new Unread('preview'), b: 7, c: new Unread('unsupported') });
  });

  it('survive keys that would poison a prototype', () => {
    const { tree } = decodeProperties(JSON.parse('{"__proto__":{"retentionInDays":3650},"constructor":1}'), 'shown');

    expect((tree as { retentionInDays?: unknown }).retentionInDays).toBeUndefined();
    expect(({} as { retentionInDays?: unknown }).retentionInDays).toBeUndefined();
  });

  it('leave unread what is nested beyond reason', () => {
    const deep = JSON.parse('{"a":'.repeat(5_000) + '1' + '}'.repeat(5_000)) as unknown;

    expect(() => decodeProperties(deep, 'shown')).not.toThrow();
    expect(JSON.stringify(decodeProperties(deep, 'shown').tree)).toContain('unsupported');
  });
});
