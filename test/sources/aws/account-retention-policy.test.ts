import { describe, expect, it } from 'vitest';
import { gap, known } from '../../../policypack/core/known.js';
import { retentionPolicyFact } from '../../../scanner/sources/aws/account-retention-policy.js';
import { read } from '../reading.js';
import { anAwsUser, FAULTS, LOG_GROUPS, SCOPE, sourceOf } from './account.js';

const start = anAwsUser();
const KIND = 'aws.account-retention-policy';
const wanted = new Set([...LOG_GROUPS, KIND]);
const aPolicy = (policyName: string, document: object = { retentionInDays: 90, enforcementMode: 'RETROACTIVE' }) => ({ policyName, policyDocument: JSON.stringify(document) });

describe('the account-level retention policies of a region', () => {
  it('are read with what they decide, for which groups, and since when', async () => {
    const aws = await start({
      accountPolicies: [
        aPolicy('short-for-all'),
        { ...aPolicy('for-ever', { retentionInDays: 'NEVER_EXPIRE', enforcementMode: 'NEW_ONLY' }), selectionCriteria: 'LogGroupNamePrefix IN ["ai-", "/aws/bedrock"]' },
      ],
    });

    const reading = await read(sourceOf(aws, { wanted }));

    expect(reading.facts(KIND)).toMatchObject([
      {
        id: `${SCOPE}/account-policy/RETENTION_POLICY/short-for-all`,
        name: 'short-for-all',
        scope: SCOPE,
        origin: 'live',
        facts: { retentionDays: known(90), prefixes: known(undefined), enforcementMode: known('RETROACTIVE') },
      },
      { name: 'for-ever', facts: { retentionDays: known('never-expires'), prefixes: known(['ai-', '/aws/bedrock']), enforcementMode: known('NEW_ONLY') } },
    ]);
    expect(reading.population(KIND)).toMatchObject({ scope: SCOPE, read: 2, requests: 1, complete: true });
    expect(reading.gaps).toEqual([]);
  });

  it('are none in an account that has none', async () => {
    const reading = await read(sourceOf(await start({}), { wanted }));

    expect(reading.facts(KIND)).toEqual([]);
    expect(reading.population(KIND)).toMatchObject({ read: 0, requests: 1, complete: true });
  });

  it('are not asked for where nothing has a use for them', async () => {
    const aws = await start({});

    await read(sourceOf(aws));

    expect(aws.requests['DescribeAccountPolicies']).toBeUndefined();
  });

  it.each(FAULTS)('leave a gap when the call is %s, and the log groups are read all the same', async (_, fault, reason, detail) => {
    const aws = await start({ accountPolicies: [aPolicy('p')], logGroups: [{ logGroupName: 'ai', storedBytes: 1 }] }, [{ operation: 'DescribeAccountPolicies', ...fault }]);

    const reading = await read(sourceOf(aws, { wanted }));

    expect(reading.gaps).toEqual([`${KIND} ${reason}`]);
    expect(reading.gapRecords[0]?.detail).toMatch(detail);
    expect(reading.population(KIND)).toMatchObject({ read: 0, complete: false });
    expect(reading.population('aws.log-group')).toMatchObject({ read: 1, complete: true });
  });

  it('are not read from an endpoint that answers {} to everything', async () => {
    const aws = await start({}, [{ operation: 'DescribeAccountPolicies', kind: 'status', status: 200, body: '{}' }]);

    const reading = await read(sourceOf(aws, { wanted }));

    expect(reading.gaps).toEqual([`${KIND} unreachable`]);
    expect(reading.gapRecords[0]?.detail).toContain('holds no list of account policies');
  });

  it.each([
    ['says so', { status: 400, body: '{"__type":"UnknownOperationException"}' }],
    ["answers with its framework's error page, as moto does", { status: 500, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<!doctype html><title>500 Internal Server Error</title>' }],
  ])("are none on a server of the user's own that does not have the operation, and %s", async (_, answer) => {
    const aws = await start({}, [{ operation: 'DescribeAccountPolicies', kind: 'status', ...answer }]);

    const reading = await read(sourceOf(aws, { wanted }));

    expect(reading.gaps).toEqual([]);
    expect(reading.population(KIND)).toMatchObject({ read: 0, complete: true });
  });

  it('are not known where that server does not answer for log groups either', async () => {
    const body = '{"__type":"UnknownOperationException"}';
    const aws = await start({}, [{ operation: 'DescribeAccountPolicies', kind: 'status', status: 400, body }, { operation: 'DescribeLogGroups', kind: 'status', status: 400, body }]);

    expect((await read(sourceOf(aws, { wanted }))).gaps).toContain(`${KIND} unsupported`);
  });
});

describe('a policy that cannot be read', () => {
  const factsOf = (policyDocument: string | undefined, selectionCriteria?: string) =>
    retentionPolicyFact({ policyName: 'p', policyDocument, selectionCriteria }, SCOPE).facts;

  it.each([[undefined], [''], ['not json'], ['[]x'], ['null'], ['7']])('leaves everything that its document says unknown: %s', (document) => {
    const missing = gap('unsupported', 'the policy document (DescribeAccountPolicies)');

    expect(factsOf(document)).toMatchObject({ retentionDays: missing, enforcementMode: missing, prefixes: known(undefined) });
  });

  it.each([[undefined], ['90'], ['never'], [0], [-1], [1.5], [null]])('leaves its days unknown where they are %j', (retentionInDays) => {
    const facts = factsOf(JSON.stringify({ retentionInDays, enforcementMode: 'RETROACTIVE' }));

    expect(facts).toMatchObject({ retentionDays: { gap: 'unsupported' }, enforcementMode: known('RETROACTIVE') });
  });

  it.each(['LogGroupNamePrefix NOT IN ["a"]', 'LogGroupName IN ["a"]', 'LogGroupNamePrefix IN [a]', 'LogGroupNamePrefix IN ["a", 1]'])(
    'leaves which groups it covers unknown: %s',
    (criteria) => {
      expect(factsOf('{"retentionInDays":30,"enforcementMode":"NEW_ONLY"}', criteria)).toMatchObject({ prefixes: { gap: 'unsupported' }, retentionDays: known(30) });
    },
  );
});
