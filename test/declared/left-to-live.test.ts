import { describe, expect, it } from 'vitest';
import { known } from '../../policypack/core/known.js';
import { leftToLive } from '../../policypack/kinds/declared/left-to-live.js';
import { read, readText, readWhole, texts } from '../../policypack/kinds/declared/property-tree.js';

const GROUP = { name: '/ai/audit', arn: 'arn:aws:logs:eu-west-1:1:log-group:/ai/audit', retentionInDays: 30, tags: { team: 'ai', 'acme.io/owner': 'x' }, tagsAll: { team: 'ai' } };
const SINK = {
  apiVersion: 'auditregistration.k8s.io/v1alpha1',
  metadata: { name: 'sink', labels: { app: 'TODO' } },
  spec: { policy: { level: 'Metadata' }, webhook: { throttle: { qps: 10, burst: 15 } } },
};
const left = (path: string) => ({ gap: 'unsupported', via: path, leftToLive: true });

describe('a property that ignoreChanges leaves to the live system', () => {
  it.each([
    ['retentionInDays', GROUP, 'retentionInDays'],
    ['kmsKeyId, which nothing says', GROUP, 'kmsKeyId'],
    ['tags.team', GROUP, 'tags.team'],
    ['tags["acme.io/owner"]', GROUP, 'tags'],
    ['tags', GROUP, 'tagsAll'],
    ['["retentionInDays"]', GROUP, 'retentionInDays'],
    ['*', GROUP, 'retentionInDays'],
    ['*', GROUP, 'deletionProtectionEnabled'],
    ['spec.policy.level', SINK, 'spec.policy.level'],
    ['spec.webhook.clientConfig.url, which nothing says', SINK, 'spec.webhook.clientConfig.url'],
    ['spec.webhook', SINK, 'spec.webhook.throttle.qps'],
    ['spec.webhook.*', SINK, 'spec.webhook.throttle'],
    ['spec.webhook.throttle[*]', SINK, 'spec.webhook.throttle.burst'],
    ['metadata', SINK, 'metadata.labels'],
    ['no[path', SINK, 'spec.policy.level'],
  ])('is not known by %s', (path, properties, asked) => {
    expect(readWhole(leftToLive(properties, [path.split(',')[0]!]), asked)).toMatchObject(asked === 'tags' ? { gap: 'unsupported', leftToLive: true } : left(asked));
  });

  it.each([
    ['retentionInDays', 'tags.team', 'ai'],
    ['spec.webhook.throttle.qps', 'name', '/ai/audit'],
    ['*', 'name', '/ai/audit'],
    ['name', 'name', '/ai/audit'],
    ['*', 'arn', GROUP.arn],
  ])('by %s leaves %s as it is', (path, asked, value) => {
    expect(readText(leftToLive(GROUP, [path]), asked)).toEqual(known(value));
  });

  it('leaves the name of an object, and what is beside it, as they are', () => {
    const tree = leftToLive(SINK, ['metadata', 'spec.webhook.throttle.qps']);

    expect(readText(tree, 'metadata.name')).toEqual(known('sink'));
    expect(readText(tree, 'metadata.namespace')).toEqual(known(undefined));
    expect(read(tree, 'spec.webhook.throttle.burst')).toEqual(known(15));
  });

  it('is one in a list, and in each of a list', () => {
    const service = { spec: { ports: [{ port: 443 }, { port: 8443 }] } };

    expect(readWhole(leftToLive(service, ['spec.ports[1].port']), 'spec.ports')).toMatchObject({ leftToLive: true });
    expect(read(leftToLive(service, ['spec.ports[1].port']), 'spec.ports.0.port')).toEqual(known(443));
    expect(read(leftToLive(service, ['spec.ports[*].port']), 'spec.ports.0.port')).toMatchObject({ leftToLive: true });
  });

  it('keeps the texts that were written, each with why it does not count', () => {
    expect(texts(leftToLive(SINK, ['metadata.labels']))).toContainEqual({ path: 'metadata.labels.app', value: 'TODO', unread: expect.objectContaining({ leftToLive: true }) as unknown });
    expect(texts(leftToLive(GROUP, ['kmsKeyId'])).map(({ path }) => path)).not.toContain('kmsKeyId');
    expect(texts(leftToLive(SINK, ['*'])).map(({ path }) => path)).toContain('spec.policy.level');
  });

  it('changes nothing of what it was given', () => {
    const before = JSON.stringify(GROUP);
    leftToLive(GROUP, ['*', 'tags.team']);

    expect(JSON.stringify(GROUP)).toBe(before);
  });
});
