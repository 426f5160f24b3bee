import { describe, expect, it } from 'vitest';
import { parseState } from '../../../scanner/sources/pulumi-state/parse-state.js';
import { aLogGroup, aResource, checkpoint, deployment, LOG_GROUP } from './states.js';

const parse = (value: unknown) => parseState(JSON.stringify(value), 'stack.json');
const refusal = (text: string): string => {
  try {
    parseState(text, 'stack.json');
  } catch (problem) {
    return `${(problem as Error).name}: ${(problem as Error).message}`;
  }
  return 'accepted';
};

describe('an exported state', () => {
  it('is read as a deployment and as a checkpoint', () => {
    expect(parse(deployment(aLogGroup())).resources).toMatchObject([{ type: LOG_GROUP }]);
    expect(parse(checkpoint(aLogGroup()))).toMatchObject({
      resources: [{ type: LOG_GROUP }],
      stack: 'organization/shop/dev',
    });
  });

  it('is read with a byte order mark, and in version 4', () => {
    expect(
      parseState(`\uFEFF${JSON.stringify({ ...deployment(aLogGroup()), version: 4 })}`, 'f').resources,
    ).toHaveLength(1);
  });

  it('may be that of a stack without resources', () => {
    expect(parse({ version: 3, deployment: { manifest: {} } }).resources).toEqual([]);
    expect(parse({ version: 3, checkpoint: { stack: 's', latest: null } }).resources).toEqual([]);
  });

  it('leaves out what only waits to be deleted, even under the same URN', () => {
    expect(parse(deployment(aLogGroup(), aLogGroup({}, { delete: true }))).resources).toHaveLength(1);
  });

  it('says which operations were interrupted', () => {
    const state = parse({
      version: 3,
      deployment: { resources: [], pending_operations: [{ type: 'creating', resource: aLogGroup() }] },
    });

    expect(state.pending).toMatchObject([{ operation: 'creating', type: LOG_GROUP }]);
  });
});

describe('a state that cannot be used', () => {
  const whole = JSON.stringify(deployment(aLogGroup()), null, 1);

  it.each([
    ['empty', '', 'InputMistake: stack.json: is empty; export it again'],
    ['blank', ' \n', 'InputMistake: stack.json: is empty; export it again'],
    ['truncated', whole.slice(0, 80), 'InputMistake: stack.json:7:5: ends before it is whole: the file is truncated'],
    ['no JSON', '<html>', 'InputMistake: stack.json:1:1: is not JSON; export it again'],
    ['a list', '[]', 'InputMistake: stack.json: is no Pulumi state: expected an object, found a list'],
    ['null', 'null', 'InputMistake: stack.json: is no Pulumi state: expected an object, found null'],
    [
      'something else',
      '{"name":"logproof"}',
      'InputMistake: stack.json: is no Pulumi state: expected "deployment" (pulumi stack export) or "checkpoint"',
    ],
    [
      'of an old version',
      '{"version":1,"deployment":{}}',
      'InputMistake: stack.json: version: expected one of 3, 4; export the state again with a current Pulumi',
    ],
    [
      'without a deployment',
      '{"version":3,"deployment":null}',
      'InputMistake: stack.json: deployment: expected an object, found null',
    ],
    [
      'with resources in an object',
      '{"version":3,"deployment":{"resources":{}}}',
      'InputMistake: stack.json: deployment.resources: expected a list, found an object',
    ],
    [
      'with a number for a resource',
      '{"version":3,"deployment":{"resources":[7]}}',
      'InputMistake: stack.json: deployment.resources[0]: expected an object, found a number',
    ],
    [
      'with a resource without URN',
      JSON.stringify(deployment(aLogGroup(), { type: 't' })),
      'InputMistake: stack.json: deployment.resources[1].urn: expected a URN',
    ],
    [
      'with a resource without type',
      JSON.stringify(deployment({ urn: 'urn:pulumi:a::b::c::d' })),
      'InputMistake: stack.json: deployment.resources[0].type: expected a type token, found nothing',
    ],
    [
      'with a text for inputs',
      JSON.stringify(deployment(aResource('t', 'n', { inputs: 'x' }))),
      'InputMistake: stack.json: deployment.resources[0].inputs: expected an object, found a string',
    ],
    [
      'with one URN twice',
      JSON.stringify(deployment(aLogGroup(), aLogGroup())),
      'InputMistake: stack.json: deployment.resources[1].urn: the same URN as deployment.resources[0]; repair the stack first: pulumi state repair',
    ],
  ])('is refused with its place: %s', (_, text, message) => {
    expect(refusal(text)).toContain(message);
  });

  it('is refused without a word of its content', () => {
    expect(refusal('{"deployment": {"password": "hunter2" oops}}')).toBe(
      'InputMistake: stack.json:1:39: is not JSON; export it again: pulumi stack export --file FILE',
    );
  });
});
