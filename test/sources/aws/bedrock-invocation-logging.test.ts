import { describe, expect, it, vi } from 'vitest';
import { known } from '../../../policypack/core/known.js';
import { CALLS } from '../../../scanner/sources/aws/calls.js';
import bedrock, { invocationLoggingFact } from '../../../scanner/sources/aws/bedrock-invocation-logging.js';
import { explaining } from '../../../scanner/sources/aws/client/errors.js';
import type { Place } from '../../../scanner/sources/aws/client/reader.js';
import { Reading } from '../../../scanner/sources/reading.js';
import { RequestCount } from '../../../scanner/sources/request-count.js';
import { read } from '../reading.js';
import { anAwsUser, FAULTS, LOG_GROUPS, REGION, SCOPE, sourceOf } from './account.js';

const start = anAwsUser();
const KIND = 'aws.bedrock-invocation-logging';
const OPERATION = 'GetModelInvocationLoggingConfiguration';
const wanted = new Set([...LOG_GROUPS, KIND]);
const all = (delivered: boolean) => ({
  textDataDeliveryEnabled: delivered,
  imageDataDeliveryEnabled: delivered,
  embeddingDataDeliveryEnabled: delivered,
  videoDataDeliveryEnabled: delivered,
  audioDataDeliveryEnabled: delivered,
});

describe("Bedrock's invocation logging in a region", () => {
  it('is read with where records go, and what of them', async () => {
    const aws = await start({
      invocationLogging: {
        cloudWatchConfig: { logGroupName: '/ai/invocations', roleArn: 'arn:aws:iam::123456789012:role/r', largeDataDeliveryS3Config: { bucketName: 'large' } },
        s3Config: { bucketName: 'records', keyPrefix: 'bedrock/' },
        ...all(true),
        videoDataDeliveryEnabled: false,
      },
    });

    const reading = await read(sourceOf(aws, { wanted }));

    expect(reading.facts(KIND)).toMatchObject([
      {
        id: `${SCOPE}/model-invocation-logging`,
        name: REGION,
        scope: SCOPE,
        facts: {
          enabled: known(true),
          logGroup: known('/ai/invocations'),
          bucket: known({ bucketName: 'records', keyPrefix: 'bedrock/' }),
          largeDataBucket: known({ bucketName: 'large', keyPrefix: '' }),
          delivered: { text: known(true), image: known(true), embedding: known(true), video: known(false), audio: known(true) },
        },
        texts: [
          { path: 'cloudWatchConfig.logGroupName', value: '/ai/invocations' },
          { path: 's3Config.bucketName', value: 'records' },
          { path: 'cloudWatchConfig.largeDataDeliveryS3Config.bucketName', value: 'large' },
        ],
      },
    ]);
    expect(reading.population(KIND)).toMatchObject({ scope: SCOPE, read: 1, requests: 1, complete: true });
    expect(reading.gaps).toEqual([]);
  });

  it.each([['{}'], ['{"loggingConfig":{}}']])('is one fact where it was never set: %s', async (body) => {
    const reading = await read(sourceOf(await start({}, [{ operation: OPERATION, kind: 'status', status: 200, body }]), { wanted }));

    expect(reading.facts(KIND)).toMatchObject([{ facts: { enabled: known(false), logGroup: known(undefined), bucket: known(undefined), delivered: { text: known(false) } } }]);
    expect(reading.gaps).toEqual([]);
  });

  it('leaves a modality unknown that the endpoint says nothing of', () => {
    const { audioDataDeliveryEnabled: _, ...older } = all(true);

    expect(invocationLoggingFact({ ...older, s3Config: { bucketName: 'b' } }, { scope: SCOPE, region: REGION }).facts).toMatchObject({
      delivered: { text: known(true), audio: { gap: 'unsupported' } },
    });
  });

  it.each(FAULTS)('leaves a gap and no fact when the call is %s', async (_, fault, reason, detail) => {
    const reading = await read(sourceOf(await start({ invocationLogging: { s3Config: { bucketName: 'b' }, ...all(true) } }, [{ operation: OPERATION, ...fault }]), { wanted }));

    expect(reading.facts(KIND)).toEqual([]);
    expect(reading.gaps).toEqual([`${KIND} ${reason}`]);
    expect(reading.gapRecords[0]?.detail).toMatch(detail);
    expect(reading.population(KIND)).toMatchObject({ read: 0, complete: false });
  });

  it('is not asked for where nothing has a use for it', async () => {
    const aws = await start({});

    await read(sourceOf(aws));

    expect(aws.requests[OPERATION]).toBeUndefined();
  });
});

describe('a region that does not offer Bedrock', () => {
  it.each([
    ['UnknownOperationException', '{"__type":"UnknownOperationException","message":""}'],
    ['a ValidationException of an unknown operation', '{"__type":"ValidationException","message":"Unknown Operation"}'],
  ])('has nothing to judge, and nothing that is missing: %s', async (_, body) => {
    const reading = await read(sourceOf(await start({}, [{ operation: OPERATION, kind: 'status', status: 400, body }]), { wanted }));

    expect(reading.facts(KIND)).toEqual([]);
    expect(reading.gaps).toEqual([]);
    expect(reading.population(KIND)).toMatchObject({ read: 0, requests: 1, complete: true });
  });

  it('is like an endpoint of the user\'s own that answers as another service', async () => {
    const body = '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"></GetCallerIdentityResponse>';

    const reading = await read(sourceOf(await start({}, [{ operation: OPERATION, kind: 'status', status: 200, headers: { 'content-type': 'text/xml' }, body }]), { wanted }));

    expect(reading.gaps).toEqual([]);
    expect(reading.population(KIND)).toMatchObject({ read: 0, requests: 1, complete: true });
  });

  it('is not a page that a proxy answers with', async () => {
    const body = '<html><body>Sign in</body></html>';

    const reading = await read(sourceOf(await start({}, [{ operation: OPERATION, kind: 'status', status: 200, headers: { 'content-type': 'text/html' }, body }]), { wanted }));

    expect(reading.gaps).toEqual([`${KIND} unreachable`]);
  });

  it('is not one that refuses the request for another reason', async () => {
    const body = '{"__type":"ValidationException","message":"The request is not valid"}';

    const reading = await read(sourceOf(await start({}, [{ operation: OPERATION, kind: 'status', status: 400, body }]), { wanted }));

    expect(reading.gaps).toEqual([`${KIND} unreachable`]);
  });

  /** A place whose Bedrock endpoint has no name. */
  const unresolved = (firstPage: Place['firstPage']): Place => {
    const problem = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    const reading = new Reading({ source: 'aws', scope: SCOPE, signal: new AbortController().signal, onProgress: () => undefined, reads: [KIND], explain: explaining(CALLS) });
    const access = { client: () => Promise.reject(problem), requests: new RequestCount(), region: REGION, signal: reading.signal };
    return { access, reading, settings: { wanted }, account: '123456789012', region: REGION, firstPage } as unknown as Place;
  };
  const observed = async (place: Place) => {
    const batches = [];
    for await (const batch of bedrock.list(place)) batches.push(batch);
    return batches.flat();
  };

  it('has no name there, while that of CloudWatch Logs resolves', async () => {
    expect(await observed(unresolved(async () => ({ logGroups: [] })))).toMatchObject([{ type: 'population', read: 0, complete: true }]);
  });

  it('is not told from a network in which no name resolves', async () => {
    const firstPage = vi.fn(() => Promise.reject(new Error('getaddrinfo ENOTFOUND')));

    expect(await observed(unresolved(firstPage))).toMatchObject([
      { type: 'gap', reason: 'unreachable', detail: `${OPERATION}: ENOTFOUND: the name does not resolve: check the address and the network` },
      { type: 'population', read: 0, complete: false },
    ]);
    expect(firstPage).toHaveBeenCalled();
  });
});
