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

  it.each([1, 2, 3, 4])('is read in version %i, whichever of the two it is', (version) => {
    expect(parse({ ...deployment(aLogGroup()), version }).resources).toMatchObject([{ type: LOG_GROUP }]);
    expect(parse({ ...checkpoint(aLogGroup()), version })).toMatchObject({ resources: [{ type: LOG_GROUP }] });
  });

  it('is read as the bare checkpoint that it was before there were versions', () => {
    expect(parse(checkpoint(aLogGroup()).checkpoint)).toMatchObject({ resources: [{ type: LOG_GROUP }], stack: 'organization/shop/dev' });
  });

  it.each([
    ['with a manifest alone', { version: 3, deployment: { manifest: {} } }],
    ['with a deployment that is null', { version: 3, deployment: null }],
    ['with resources that are null', { version: 3, deployment: { resources: null, pending_operations: null } }],
    ['of a checkpoint whose latest is null', { version: 3, checkpoint: { stack: 's', latest: null } }],
    ['of a checkpoint without latest', { version: 3, checkpoint: { stack: 's' } }],
  ])('may be that of a stack without resources, %s', (_, state) => {
    expect(parse(state)).toMatchObject({ resources: [], pending: [] });
  });

  it('leaves out what only waits to be deleted, even under the same URN', () => {
    expect(parse(deployment(aLogGroup(), aLogGroup({}, { delete: true }))).resources).toHaveLength(1);
  });

  it('says which operations were interrupted', () => {
    const state = parse({
      version: 3,
      deployment: { resources: [], pending_operations: [{ type: 'creating', resource: aLogGroup() }] },
    });

    expect(state.pending).toMatchObject([{ operation: 'creating', resource: { type: LOG_GROUP } }]);
  });

  it('takes no reading for an operation that changes something, nor the deletion of what was replaced', () => {
    const pending = [
      { type: 'reading', resource: aLogGroup({}, { external: true }) },
      { type: 'deleting', resource: aLogGroup({}, { delete: true }) },
    ];

    expect(parse({ version: 3, deployment: { resources: [aLogGroup()], pending_operations: pending } }).pending).toEqual([]);
  });

  it('keeps of two under one URN the one that was not deleted to be replaced, in whichever order', () => {
    const [old, now] = [aLogGroup({ retentionInDays: 30 }, { pendingReplacement: true }), aLogGroup()];

    for (const both of [[old, now], [now, old]]) expect(parse(deployment(...both)).resources).toMatchObject([{ inputs: { retentionInDays: 365 } }]);
  });

  it('keeps the defaults that its first version kept apart', () => {
    const group = { ...aLogGroup(), inputs: { name: 'ai-audit' }, defaults: { retentionInDays: 7 } };

    expect(parse({ version: 1, deployment: { resources: [group] } }).resources).toMatchObject([{ inputs: { name: 'ai-audit', retentionInDays: 7 } }]);
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
      'of no version',
      '{"deployment":{}}',
      'InputMistake: stack.json: version: expected one of 1, 2, 3, 4; export the state again with a current Pulumi',
    ],
    [
      'of a version to come',
      '{"version":5,"deployment":{}}',
      'InputMistake: stack.json: version: expected one of 1, 2, 3, 4; a newer Pulumi wrote it, update logproof',
    ],
    [
      'with a text for a deployment',
      '{"version":3,"deployment":"x"}',
      'InputMistake: stack.json: deployment: expected an object, found a string',
    ],
    [
      'with a mark that is neither true nor false',
      JSON.stringify(deployment(aResource('t', 'n', { external: 'yes' }))),
      'InputMistake: stack.json: deployment.resources[0].external: expected true or false, found a string',
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
