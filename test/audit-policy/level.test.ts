import { describe, expect, it } from 'vitest';
import { dialectOf, level } from '../../policypack/audit-policy/index.js';
import { aPolicy, resources } from './a-policy.js';

const getPod = { user: 'jane', verb: 'get', resource: 'pods', namespace: 'ai', name: 'trainer' };

describe('the level of a request', () => {
  it('is that of the first rule that matches', () => {
    const policy = aPolicy([
      { level: 'None', users: ['kube'] },
      { level: 'Request', verbs: ['get'] },
      { level: 'RequestResponse' },
    ]);
    expect(level(policy, getPod)).toEqual({ level: 'Request', omitStages: [], rule: 1 });
  });

  it('is None when no rule matches', () => {
    expect(level(aPolicy([{ users: ['kube'] }]), getPod)).toEqual({ level: 'None', omitStages: [], rule: null });
  });

  it('needs every condition of a rule to hold', () => {
    const policy = aPolicy([{ users: ['jane'], verbs: ['get'], namespaces: ['ai'] }]);
    expect(level(policy, getPod).rule).toBe(0);
    expect(level(policy, { ...getPod, user: 'bob' }).rule).toBeNull();
    expect(level(policy, { ...getPod, verb: 'list' }).rule).toBeNull();
    expect(level(policy, { ...getPod, namespace: 'ai2' }).rule).toBeNull();
  });

  it('needs one group of the user to be listed, and takes verbs word for word', () => {
    const policy = aPolicy([
      { userGroups: ['ops', 'devs'], verbs: ['get'] },
      { level: 'Request', verbs: ['*'] },
    ]);
    expect(level(policy, { ...getPod, groups: ['others', 'devs'] }).rule).toBe(0);
    expect(level(policy, { ...getPod, groups: ['others'] }).rule).toBeNull();
  });
});

describe('a rule with namespaces or resources', () => {
  it('matches resource requests only, one with paths other requests only, one with neither both', () => {
    const path = { verb: 'get', path: '/healthz' };
    const decisive = (rule: object) => [getPod, path].map((request) => level(aPolicy([rule]), request).rule);
    expect(decisive({ namespaces: ['ai', ''] })).toEqual([0, null]);
    expect(decisive(resources('', '*'))).toEqual([0, null]);
    expect(decisive({ nonResourceURLs: ['*'] })).toEqual([null, 0]);
    expect(decisive({})).toEqual([0, 0]);
  });

  it('takes the empty namespace for cluster-scoped requests and for those across all namespaces', () => {
    const policy = aPolicy([{ namespaces: [''] }]);
    expect(level(policy, { verb: 'list', resource: 'pods' }).rule).toBe(0);
    expect(level(policy, { verb: 'get', resource: 'nodes', name: 'n1' }).rule).toBe(0);
    expect(level(policy, { verb: 'get', resource: 'namespaces', namespace: 'ai', name: 'ai' }).rule).toBeNull();
  });
});

describe('an API group', () => {
  it('matches exactly, and without resources means everything in it', () => {
    const policy = aPolicy([{ resources: [{ group: 'apps' }] }]);
    expect(level(policy, { ...getPod, apiGroup: 'apps', resource: 'deployments', subresource: 'scale' }).rule).toBe(0);
    expect(level(policy, getPod).rule).toBeNull();
  });

  it('"*" means every group from Kubernetes 1.36 on', () => {
    const policy = aPolicy([resources('*', '*/status')]);
    const request = { ...getPod, apiGroup: 'apps', subresource: 'status' };
    expect(level(policy, request, dialectOf('1.36')).rule).toBe(0);
    expect(level(policy, request, dialectOf('v1.35.2')).rule).toBeNull();
  });
});

describe('a resource', () => {
  const matching = (pattern: string) =>
    ['pods', 'pods/exec', 'pods/status', 'nodes/status'].filter((target) => {
      const [resource, subresource] = target.split('/');
      return level(aPolicy([resources('', pattern)]), { verb: 'get', resource, subresource }).rule === 0;
    });

  it.each([
    ['pods', ['pods']],
    ['pods/exec', ['pods/exec']],
    ['*', ['pods', 'pods/exec', 'pods/status', 'nodes/status']],
    ['*/status', ['pods/status', 'nodes/status']],
    ['pods/*', ['pods', 'pods/exec', 'pods/status']],
    ['*/*', []],
    ['pods/', []],
  ])('%s matches %j', (pattern, expected) => {
    expect(matching(pattern)).toEqual(expected);
  });

  it('by name misses a create by POST, which has none', () => {
    const policy = aPolicy([{ resources: [{ group: '', resources: ['pods'], resourceNames: ['trainer'] }] }]);
    expect(level(policy, getPod).rule).toBe(0);
    expect(level(policy, { ...getPod, verb: 'create', name: '' }).rule).toBeNull();
  });
});

describe('a path', () => {
  const matching = (pattern: string) =>
    ['/', '/healthz', '/healthz/etcd', '/healthzextra', '/version'].filter(
      (path) => level(aPolicy([{ nonResourceURLs: [pattern] }]), { verb: 'get', path }).rule === 0,
    );

  it.each([
    ['*', ['/', '/healthz', '/healthz/etcd', '/healthzextra', '/version']],
    ['/healthz', ['/healthz']],
    ['/healthz*', ['/healthz', '/healthz/etcd', '/healthzextra']],
    ['/healthz/*', ['/healthz/etcd']],
  ])('%s matches %j', (pattern, expected) => {
    expect(matching(pattern)).toEqual(expected);
  });
});

describe('omitted stages', () => {
  it("are the policy's and the rule's, sorted, and the policy's alone when no rule matches", () => {
    const policy = aPolicy([{ verbs: ['get'], omitStages: ['RequestReceived', 'Panic'] }], {
      omitStages: ['ResponseStarted', 'Panic'],
    });
    expect(level(policy, getPod).omitStages).toEqual(['Panic', 'RequestReceived', 'ResponseStarted']);
    expect(level(policy, { ...getPod, verb: 'list' }).omitStages).toEqual(['Panic', 'ResponseStarted']);
  });
});
