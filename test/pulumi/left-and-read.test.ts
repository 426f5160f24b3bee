import { describe, expect, it } from 'vitest';
import { readShown } from '../../policypack/pulumi/resource.js';
import { Session } from '../../policypack/pulumi/session.js';
import { settingsOf } from './in-process.js';

const TYPE = 'aws:cloudwatch/logGroup:LogGroup';
const shown = (properties: object, ignoreChanges: readonly string[] = []) =>
  readShown({ type: TYPE, urn: `urn:pulumi:dev::shop::${TYPE}::theirs`, name: 'theirs', properties: () => properties, propertyDependencies: {}, ignoreChanges });
const OUTPUTS = { name: '/central/audit', arn: 'arn:aws:logs:eu-west-1:123456789012:log-group:/central/audit', retentionInDays: 30 };
const refusals = (notices: readonly { policy: string; level: string }[]): string[] => notices.filter(({ level }) => level === 'mandatory').map(({ policy }) => policy);

function session(analysis: boolean): Session {
  const made = new Session({ settings: settingsOf({ logproof: 'controls: { log-group-present: { level: disabled }, audit-sink-present: { level: disabled }, log-stream-present: { level: disabled } }' }), today: '2026-06-01' });
  made.analysis = analysis;
  return made;
}

describe('a group that a program only reads', () => {
  it('is not judged by an analysis of a state, which shows it', () => {
    const analysis = session(true);

    expect(refusals(analysis.resource(shown({})).notices)).toEqual([]);
    expect(refusals(analysis.stack([shown(OUTPUTS)]).notices)).toEqual([]);
  });

  it('is none where it has inputs, or where a program runs', () => {
    const analysis = session(true);
    analysis.resource(shown({ __defaults: [], name: '/central/audit' }));

    expect(refusals(analysis.stack([shown(OUTPUTS)]).notices)).toEqual(['log-group-retention-minimum']);
    expect(refusals(session(false).stack([shown(OUTPUTS)]).notices)).toEqual(['log-group-retention-minimum']);
  });
});

describe('a property that ignoreChanges leaves to the live system', () => {
  it('is not refused by what the program had, once it is something else', () => {
    const running = session(false);

    expect(refusals(running.resource(shown({ name: '/ai/audit', retentionInDays: 30 }, ['retentionInDays'])).notices)).toEqual([]);
    expect(refusals(running.stack([shown({ ...OUTPUTS, retentionInDays: 365 })]).notices)).toEqual([]);
  });

  it('is refused by what is there', () => {
    const running = session(false);
    running.resource(shown({ name: '/ai/audit', retentionInDays: 30 }, ['retentionInDays']));

    expect(refusals(running.stack([shown(OUTPUTS)]).notices)).toEqual(['log-group-retention-minimum']);
  });
});
