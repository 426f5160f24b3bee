import { describe, expect, it } from 'vitest';
import { readShown, type SeenResource } from '../../policypack/pulumi/resource.js';
import { Session } from '../../policypack/pulumi/session.js';
import { settingsOf } from './in-process.js';
import { secret } from './resources.js';

const shown = (type: string, name: string, properties: object): SeenResource =>
  readShown({ type, name, urn: `urn:pulumi:prod::shop::${type}::${name}`, properties: () => properties, propertyDependencies: {} });

const policy = (document: unknown): SeenResource =>
  shown('aws:cloudwatch/logAccountPolicy:LogAccountPolicy', 'cost-saver', { policyName: 'cost-saver', policyType: 'RETENTION_POLICY', policyDocument: document });
const THIRTY_DAYS = JSON.stringify({ retentionInDays: 30, enforcementMode: 'RETROACTIVE' });
const group = shown('aws:cloudwatch/logGroup:LogGroup', 'audit', { name: '/ai/audit', retentionInDays: 400 });

const retention = (session: Session, resource: SeenResource): string[] =>
  session.resource(resource).notices.flatMap(({ policy: control, message }) => (control === 'log-group-retention-minimum' ? [message.split('\n')[0] ?? ''] : []));

const aSession = () => new Session({ settings: settingsOf({}), today: '2026-06-01' });

describe('an account policy of the same stack', () => {
  it('counts as absent until the engine has shown it', () => {
    expect(retention(aSession(), group)).toEqual([]);
  });

  it('counts for the log groups that are shown after it', () => {
    const session = aSession();
    session.resource(policy(THIRTY_DAYS));

    expect(retention(session, group)).toEqual(['kept 30 days by account policy cost-saver, 365 required']);
  });

  it('says nothing of a secret through the log groups that it covers', () => {
    const session = aSession();
    session.resource(policy(secret(THIRTY_DAYS)));

    const [message = ''] = retention(session, group);
    expect(message).toMatch(/its value is not shown$/);
    expect(message).not.toContain('30');
  });

  it('is forgotten with the stack that it was shown in', () => {
    const session = aSession();
    const shownBefore = policy(THIRTY_DAYS);
    session.resource(shownBefore);
    session.stack([shownBefore]);

    expect(retention(session, group)).toEqual([]);
  });
});
