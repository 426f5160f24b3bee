import { describe, expect, it } from 'vitest';
import { parseState } from '../../../scanner/sources/pulumi-state/parse-state.js';
import { stackNames, type NamedState } from '../../../scanner/sources/pulumi-state/stack-names.js';
import { aLogGroup, deployment } from './states.js';

const state = parseState(JSON.stringify(deployment(aLogGroup())), 'stack.json');
const file = (given: string): NamedState => ({ state, given, isStack: false });
const stack = (given: string): NamedState => ({ state, given, isStack: true });
const scopes = (...states: readonly NamedState[]): string[] => stackNames(states).map(({ scope }) => scope);

describe('the name of a stack among the states that are read together', () => {
  it.each([
    ['alone', [file('a.json')], ['pulumi:shop/dev']],
    ['alone, of an organisation', [stack('acme/shop/dev')], ['pulumi:shop/dev']],
    ['of two files', [file('a.json'), file('b.json')], ['pulumi:shop/dev@a.json', 'pulumi:shop/dev@b.json']],
    ['of two organisations', [stack('acme/shop/dev'), stack('umbrella/shop/dev')], ['pulumi:acme/shop/dev', 'pulumi:umbrella/shop/dev']],
    ['of an organisation and a file', [stack('acme/shop/dev'), file('b.json')], ['pulumi:acme/shop/dev', 'pulumi:shop/dev']],
    ['of a backend without organisations', [stack('organization/shop/dev'), stack('dev')], ['pulumi:shop/dev@organization/shop/dev', 'pulumi:shop/dev@dev']],
    ['of nothing that says it', [{ state: { resources: [], pending: [] }, given: 'a.json', isStack: false }], ['pulumi:a.json']],
  ])('is its own, %s', (_, states, names) => {
    expect(scopes(...states)).toEqual(names);
  });

  it('does not depend on their order', () => {
    const given = [stack('acme/shop/dev'), file('b.json'), file('a.json')];

    expect(scopes(...given).sort()).toEqual(scopes(...given.toReversed()).sort());
  });

  it('is found for thousands at once', () => {
    const many = Array.from({ length: 5000 }, (_, index) => file(`${index}.json`));

    expect(new Set(scopes(...many)).size).toBe(5000);
  });
});
