import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { selfSignedCertificate, type Fault } from '../../../simulator/index.js';
import { read } from '../reading.js';
import { aCluster, anAuditSink, aService, MANY_SINKS, sourceOf } from './cluster.js';

const start = aCluster();
const objects = [anAuditSink('a', 'collector'), aService('collector')];
const on = (operation: string, fault: object): Fault => ({ operation, ...fault }) as Fault;

describe('a list of audit sinks that cannot be read', () => {
  it.each<[string, object, string, RegExp]>([
    ['403', { kind: 'deny' }, 'forbidden', /403 Forbidden: grant it, see deploy\/kubernetes\/rbac\.yaml/],
    ['429 until retries are spent', { kind: 'throttle', retryAfterSeconds: 0 }, 'throttled', /429 TooManyRequests/],
    ['500', { kind: 'status', status: 500, body: '{"reason":"InternalError"}' }, 'unreachable', /500 InternalError/],
    ['a reset mid-body', { kind: 'reset-mid-body' }, 'unreachable', /ECONNRESET/],
    ['truncated JSON', { kind: 'truncated-json' }, 'unreachable', /not whole JSON/],
    ['a page that is no list', { kind: 'status', status: 200, body: '{}' }, 'unreachable', /not a list/],
    [
      'a redirect',
      { kind: 'status', status: 302, headers: { location: 'https://login.test/' } },
      'unreachable',
      /HTTP 302: the server sends elsewhere/,
    ],
  ])('because of %s is a gap, and the version stands', async (_, fault, reason, detail) => {
    const reading = await read(sourceOf((await start({ objects, faults: [on('list auditsinks', fault)] })).kubeconfig));

    expect(reading.gaps).toEqual([`kubernetes.audit-sink ${reason}`]);
    expect(reading.gapRecords[0]?.detail).toMatch(detail);
    expect(reading.facts('kubernetes.cluster')[0]?.facts.version).toMatchObject({ value: { major: 1 } });
    expect(reading.population('kubernetes.audit-sink')).toMatchObject({ read: 0, complete: false });
    expect(reading.progress.at(-1)?.ended).toBe('with gaps');
  });

  it('after its first page is cut off, and keeps what was read', async () => {
    const faults = [on('list auditsinks', { kind: 'reset-mid-body', from: 2 })];

    const reading = await read(sourceOf((await start({ populations: MANY_SINKS, faults })).kubeconfig));

    expect(reading.gaps).toEqual(['kubernetes.audit-sink cut-off']);
    expect(reading.facts('kubernetes.audit-sink')).toHaveLength(500);
  });

  it('because the API answers in silence is bounded by the timeout', async () => {
    const cluster = await start({ objects, faults: [on('list auditsinks', { kind: 'hang' })] });

    const reading = await read(sourceOf(cluster.kubeconfig, { requestTimeoutSeconds: 1 }));

    expect(reading.gaps).toEqual(['kubernetes.audit-sink unreachable']);
    expect(reading.gapRecords[0]?.detail).toMatch(/no answer within 1 s/);
    expect(cluster.requests['list auditsinks']).toBe(2);
  });
});

describe('a continue token that has expired', () => {
  it('begins the list anew once, and reads nothing twice', async () => {
    const cluster = await start({
      populations: MANY_SINKS,
      faults: [on('list auditsinks', { kind: 'expired-page-token', from: 3, times: 1 })],
    });

    const reading = await read(sourceOf(cluster.kubeconfig));

    const names = reading.facts('kubernetes.audit-sink').map(({ name }) => name);
    expect(names).toHaveLength(1200);
    expect(new Set(names).size).toBe(1200);
    expect(reading.gaps).toEqual([]);
    expect(cluster.requests['list auditsinks']).toBe(6);
  });

  it('twice is a list that is cut off', async () => {
    const cluster = await start({
      populations: MANY_SINKS,
      faults: [on('list auditsinks', { kind: 'expired-page-token', from: 2 })],
    });

    const reading = await read(sourceOf(cluster.kubeconfig));

    expect(reading.gaps).toEqual(['kubernetes.audit-sink cut-off']);
    expect(reading.facts('kubernetes.audit-sink')).toHaveLength(500);
    expect(cluster.requests['list auditsinks']).toBe(3);
  });
});

describe('a fault that passes', () => {
  it.each<[string, object]>([
    ['429', { kind: 'throttle', retryAfterSeconds: 0 }],
    ['503', { kind: 'status', status: 503 }],
    ['a reset mid-body', { kind: 'reset-mid-body' }],
    ['truncated JSON', { kind: 'truncated-json' }],
  ])('is outlived by retries: %s', async (_, fault) => {
    const cluster = await start({ objects, faults: [on('list auditsinks', { ...fault, times: 2 })] });

    const reading = await read(sourceOf(cluster.kubeconfig));

    expect(reading.gaps).toEqual([]);
    expect(reading.population('kubernetes.audit-sink')).toMatchObject({ read: 1, requests: 3, complete: true });
  });

  it('is waited for as long as the server says', async () => {
    const cluster = await start({
      objects,
      faults: [on('list auditsinks', { kind: 'throttle', retryAfterSeconds: 1, times: 1 })],
    });
    const began = performance.now();

    const reading = await read(sourceOf(cluster.kubeconfig));

    expect(reading.gaps).toEqual([]);
    expect(performance.now() - began).toBeGreaterThan(950);
  });
});

describe('other calls', () => {
  it('that fail leave the version unknown, and the sinks read', async () => {
    const reading = await read(
      sourceOf((await start({ objects, faults: [on('get /version', { kind: 'deny' })] })).kubeconfig),
    );

    expect(reading.gaps).toEqual(['kubernetes.cluster forbidden']);
    expect(reading.facts('kubernetes.cluster')[0]?.facts.version).toMatchObject({ gap: 'forbidden' });
    expect(reading.facts('kubernetes.audit-sink')).toHaveLength(1);
  });

  it('that fail for one Service of two keep the other', async () => {
    const both = [
      ...objects,
      anAuditSink('b', 'secret-collector', 'private'),
      aService('secret-collector', 443, 'private'),
    ];
    const cluster = await start({ objects: both, faults: [on('get services', { scope: 'private', kind: 'deny' })] });

    const reading = await read(sourceOf(cluster.kubeconfig));

    expect(reading.facts('kubernetes.service').map(({ name }) => name)).toEqual(['kube-system/collector']);
    expect(reading.gaps).toEqual(['kubernetes.service forbidden']);
    expect(reading.gapRecords[0]?.detail).toMatch(/^get services private\/secret-collector: 403 Forbidden/);
  });

  it('with 404 on everything come from no Kubernetes: nothing is taken for read', async () => {
    const reading = await read(
      sourceOf((await start({ faults: [{ kind: 'status', status: 404, body: '404 page not found' }] })).kubeconfig),
    );

    expect(reading.gaps).toEqual(['kubernetes.cluster unsupported', 'kubernetes.audit-sink unsupported']);
  });
});

describe('a server that cannot be spoken to', () => {
  const unread = (reason: string) => [`kubernetes.cluster ${reason}`, `kubernetes.audit-sink ${reason}`];

  it('because it does not accept the token is asked twice, since a token may just have been replaced', async () => {
    const cluster = await start({ tokens: { right: { user: 'admin' } } });

    const reading = await read(sourceOf(cluster.kubeconfigFor('wrong')));

    expect(reading.gaps).toEqual(unread('forbidden'));
    expect(reading.gapRecords[0]?.detail).toMatch(/401 Unauthorized: the server did not accept the token/);
    expect(cluster.requests).toEqual({ 'get /version': 2 });
  });

  it('because its certificate is not trusted is not asked again', async () => {
    const cluster = await start();
    const other = Buffer.from(selfSignedCertificate().certificate).toString('base64');
    const kubeconfig = cluster.kubeconfig.replace(
      /certificate-authority-data: .*/,
      `certificate-authority-data: ${other}`,
    );

    const reading = await read(sourceOf(kubeconfig));

    expect(reading.gaps).toEqual(unread('unreachable'));
    expect(reading.gapRecords[0]?.detail).toMatch(/the server's certificate is not trusted/);
    expect(cluster.requests).toEqual({});
  });

  it('is read when the kubeconfig says not to verify it, and every record says so', async () => {
    const cluster = await start({ objects });
    const kubeconfig = cluster.kubeconfig.replace(/certificate-authority-data: .*/, 'insecure-skip-tls-verify: true');

    const reading = await read(sourceOf(kubeconfig));

    expect(reading.gaps).toEqual([]);
    expect(reading.population('kubernetes.audit-sink')?.identity).toMatch(/server certificate not verified/);
  });

  it('because it is down is unreachable, while another context is read', async () => {
    const [down, up] = await Promise.all([start(), start({ objects })]);
    await down.stop();

    const [first, second] = await Promise.all([read(sourceOf(down.kubeconfig)), read(sourceOf(up.kubeconfig))]);

    expect(first?.gaps).toEqual(unread('unreachable'));
    expect(first?.gapRecords[0]?.detail).toMatch(/ECONNREFUSED: nothing listens there/);
    expect(second?.gaps).toEqual([]);
  });

  it('because it never answers is bounded by the timeout, and not asked for more', async () => {
    const cluster = await start({ faults: [{ kind: 'hang' }] });
    const began = performance.now();

    const reading = await read(sourceOf(cluster.kubeconfig, { requestTimeoutSeconds: 1 }));

    expect(reading.gaps).toEqual(unread('unreachable'));
    expect(cluster.requests).toEqual({ 'get /version': 2 });
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it('because the run is interrupted is cut off', async () => {
    const cluster = await start({ objects, faults: [on('list auditsinks', { kind: 'hang' })] });
    const interrupt = new AbortController();

    const reading = await read(sourceOf(cluster.kubeconfig), interrupt.signal, () =>
      setTimeout(() => interrupt.abort(), 50),
    );

    expect(reading.gapRecords).toMatchObject([
      {
        kind: 'kubernetes.audit-sink',
        reason: 'cut-off',
        detail: 'list auditsinks.auditregistration.k8s.io: the run was interrupted',
      },
    ]);
  });
});

describe('a plain http address', () => {
  const servers: Server[] = [];
  afterEach(() => servers.splice(0).forEach((server) => server.close()));

  it('is not sent credentials', async () => {
    let asked = 0;
    const server = createServer((_, response) => response.end(String((asked += 1))));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const cluster = await start();
    const kubeconfig = cluster.kubeconfig.replace(
      cluster.url,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    );

    const reading = await read(sourceOf(kubeconfig));

    expect(asked).toBe(0);
    expect(reading.gapRecords[0]?.detail).toMatch(/credentials are not sent over plain http/);
  });
});
