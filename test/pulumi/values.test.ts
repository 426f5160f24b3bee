import { describe, expect, it } from 'vitest';
import { decodeProperties } from '../../policypack/kinds/declared/property-values.js';
import { Unread } from '../../policypack/kinds/declared/property-tree.js';

const SIGNATURE = '4dabf18193072939515e22adb298388d';
const aSecret = (content: object) => ({ [SIGNATURE]: '1b47061264138c4ac30d75fd1eb44270', ...content });
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

describe('property values of Pulumi', () => {
  it('keep plain data as it is', () => {
    const { tree, secret } = decodeProperties({ name: 'a', tags: { x: ['1', 2, true, null] } }, 'shown');

    expect(JSON.stringify(tree)).toBe('{"name":"a","tags":{"x":["1",2,true,null]}}');
    expect(secret).toBe(false);
  });

  it('put "unread in a preview" where a value is not known yet, at any depth', () => {
    const { tree } = decodeProperties({ spec: { policy: { stages: [UNKNOWN] } } }, 'shown');

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
    const output = (content: object) => ({ [SIGNATURE]: 'd0e6a833031e9bbcd3f4e8bde6ca49a4', ...content });

    const { tree } = decodeProperties(
      { a: output({}), b: output({ value: 7 }), c: output({ value: 7, secret: true }) },
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
