import { describe, expect, it } from 'vitest';
import {
  holes,
  loggedCredentials,
  type Scope,
} from '../../policypack/audit-policy/index.js';
import { sensitiveScope } from '../../policypack/kinds/kubernetes/auditing/sensitive-scope.js';
import { aPolicy, resources } from './a-policy.js';

const classes = (rules: readonly object[], scope: Scope = [{}], more: object = {}) =>
  holes(aPolicy(rules, more), { level: 'Metadata', scope }).map((hole) => ({ rule: hole.rule, class: hole.class }));

const SECRETS: Scope = [{ apiGroup: '', resource: 'secrets' }];

describe('a policy', () => {
  it('with a rule for everything has no hole', () => {
    expect(classes([{}])).toEqual([]);
  });

  it('that logs nothing has two: every resource request, and every other', () => {
    expect(classes([{ level: 'None' }])).toEqual([
      { rule: 0, class: { resource: { not: [''] } } },
      { rule: 0, class: { resource: '' } },
    ]);
  });

  it('whose rules together cover the scope has none, though none of them does alone', () => {
    const verbs = [{ verbs: ['get'], namespaces: ['a'] }, { verbs: ['get'] }];
    expect(classes([...verbs, { namespaces: ['a'] }], [{ resource: 'secrets', verb: 'get' }])).toEqual([]);
    expect(classes(verbs, [{ resource: 'secrets' }])).toEqual([
      { rule: null, class: { verb: { not: ['get'] }, resource: 'secrets' } },
    ]);
  });

  it('hides a hole behind an earlier rule: the rule that caught it is named', () => {
    const rules = [{ level: 'None', namespaces: ['ai'], verbs: ['get'] }, resources('', 'secrets'), {}];
    const [hole, ...others] = holes(aPolicy(rules), { level: 'Metadata', scope: SECRETS });
    expect(others).toEqual([]);
    expect(hole).toMatchObject({
      level: 'None',
      omitStages: [],
      rule: 0,
      class: { verb: 'get', apiGroup: '', resource: 'secrets', namespace: 'ai' },
      witness: {
        user: 'jane@example.com',
        groups: ['system:authenticated'],
        verb: 'get',
        resource: 'secrets',
        namespace: 'ai',
        name: 'example',
      },
    });
  });

  it('with a silent rule that an earlier one makes unreachable has no hole', () => {
    expect(classes([resources('', '*'), { level: 'None', ...resources('', 'secrets') }], SECRETS)).toEqual([]);
  });

  it('that omits a required stage falls short as one that does not log', () => {
    const policy = aPolicy([{ omitStages: ['ResponseComplete'], ...resources('', 'secrets') }, {}], {
      omitStages: ['RequestReceived'],
    });
    expect(holes(policy, { level: 'Metadata', scope: SECRETS })).toMatchObject([
      { rule: 0, level: 'Metadata', omitStages: ['RequestReceived', 'ResponseComplete'] },
    ]);
    expect(holes(policy, { level: 'Metadata', stages: ['Panic'], scope: SECRETS })).toEqual([]);
    expect(
      holes(policy, { level: 'Metadata', stages: ['RequestReceived'], scope: [{ resource: 'pods' }] }),
    ).toMatchObject([{ rule: 1 }]);
  });
});

describe('resources and subresources', () => {
  it('are told apart: pods does not cover pods/exec', () => {
    expect(classes([resources('', 'pods')], [{ apiGroup: '', resource: 'pods' }])).toEqual([
      { rule: null, class: { apiGroup: '', resource: 'pods', subresource: { not: [''] } } },
    ]);
    expect(classes([resources('', 'pods/*')], [{ apiGroup: '', resource: 'pods' }])).toEqual([]);
  });

  it('that no rule names are covered by wildcards alone', () => {
    expect(
      classes([resources('', 'pods', '*/status', 'nodes/*')], [{ apiGroup: '', verb: 'get' }]).filter(
        ({ class: { resource } }) => resource !== '',
      ),
    ).toEqual([
      {
        rule: null,
        class: {
          verb: 'get',
          apiGroup: '',
          resource: { not: ['', 'nodes', 'pods'] },
          subresource: { not: ['status'] },
        },
      },
      { rule: null, class: { verb: 'get', apiGroup: '', resource: 'pods', subresource: { not: ['', 'status'] } } },
    ]);
  });

  it('by name leave requests without one: a create by POST', () => {
    const named = [{ resources: [{ group: '', resources: ['secrets'], resourceNames: ['token'] }] }];
    const [hole] = holes(aPolicy(named), {
      level: 'Metadata',
      scope: [{ apiGroup: '', resource: 'secrets', subresource: '', verb: 'create' }],
    });
    expect(hole?.class).toMatchObject({ name: { not: ['token'] } });
    expect(hole?.witness.name).toBe('');
  });
});

describe('groups, of which a request has several', () => {
  const inGroups = (...userGroups: string[]) => ({ userGroups });

  it('are covered by several rules together', () => {
    const rules = [inGroups('a'), inGroups('b'), { level: 'None', ...inGroups('a', 'b') }, {}];
    expect(classes(rules)).toEqual([]);
  });

  it('leave requests that are in one group and not in another', () => {
    const rules = [inGroups('a'), { level: 'None', ...inGroups('a', 'b') }, {}];
    expect(classes(rules, SECRETS)).toEqual([
      { rule: 1, class: { groups: { any: ['b'], none: ['a'] }, apiGroup: '', resource: 'secrets' } },
    ]);
  });

  it('given in a scope are held by every request, among others', () => {
    const rules = [{ level: 'None', ...inGroups('nodes') }, inGroups('authenticated')];
    expect(classes(rules, [{ resource: 'secrets', groups: ['authenticated'] }])).toEqual([
      { rule: 0, class: { groups: { all: ['authenticated'], any: ['nodes'] }, resource: 'secrets' } },
    ]);
    expect(classes([rules[1]!], [{ resource: 'secrets', groups: ['authenticated'] }])).toEqual([]);
  });

  it('that Kubernetes gives to certain users come with such a user in the example', () => {
    const [ofNodes] = holes(aPolicy([{ level: 'None', ...inGroups('system:nodes') }, {}]), {
      level: 'Metadata',
      scope: SECRETS,
    });
    expect(ofNodes?.witness).toMatchObject({
      user: 'system:node:node-1',
      groups: ['system:authenticated', 'system:nodes'],
    });
    const [ofAccounts] = holes(aPolicy([{ level: 'None', ...inGroups('system:serviceaccounts:ai') }, {}]), {
      level: 'Metadata',
      scope: SECRETS,
    });
    expect(ofAccounts?.witness).toMatchObject({ user: 'system:serviceaccount:ai:default' });
  });

  it('may be none at all: authentication failed', () => {
    const [hole] = holes(aPolicy([inGroups('system:authenticated', 'system:unauthenticated')]), {
      level: 'Metadata',
      scope: SECRETS,
    });
    expect(hole?.witness.groups).toEqual([]);
  });
});

describe('paths', () => {
  it('are split by their most specific pattern', () => {
    const rules = [
      { nonResourceURLs: ['/healthz/etcd'] },
      { level: 'None', nonResourceURLs: ['/healthz*', '/version'] },
      {},
    ];
    expect(classes(rules)).toEqual([
      { rule: 1, class: { resource: '', path: { in: ['/healthz*', '/version'], not: ['/healthz/etcd'] } } },
    ]);
  });

  it('all begin with a slash: /* covers every one', () => {
    expect(classes([{ nonResourceURLs: ['/*'] }], [{ resource: '' }])).toEqual([]);
    expect(classes([{ nonResourceURLs: ['/*'] }], [{ path: '/metrics' }])).toEqual([]);
  });

  it('given in a scope are judged as they are', () => {
    const rules = [{ level: 'None', nonResourceURLs: ['/metrics'] }, {}];
    expect(classes(rules, [{ path: '/metrics' }])).toEqual([{ rule: 0, class: { resource: '', path: '/metrics' } }]);
    expect(classes(rules, [{ path: '/metrics/slis' }])).toEqual([]);
  });
});

describe('a scope', () => {
  it('whose entries overlap says alike things once', () => {
    expect(
      classes(
        [{ level: 'None', ...resources('', 'secrets') }, {}],
        [{ resource: 'secrets' }, { apiGroup: '', resource: 'secrets' }],
      ),
    ).toHaveLength(1);
  });

  it('takes an empty field for empty, and an absent one for any', () => {
    const rules = [{ level: 'None', namespaces: [''] }, {}];
    expect(classes(rules, [{ resource: 'secrets', namespace: '' }])).toHaveLength(1);
    expect(classes(rules, [{ resource: 'secrets', namespace: 'ai' }])).toEqual([]);
    expect(classes(rules, [{ resource: 'secrets' }])).toEqual([
      { rule: 0, class: { resource: 'secrets', namespace: '' } },
    ]);
  });
});

describe('more classes than can be read', () => {
  it('are bounded by what all of them share, and said not to be exact', () => {
    const silent = [...'abcdefghijklmnopqrstuvwxyz'].map((user) => ({ users: [user], namespaces: [`of-${user}`] }));
    const found = holes(aPolicy(silent), { level: 'Metadata', scope: [{ apiGroup: '', resource: 'secrets' }] });
    expect(found).toMatchObject([{ rule: null, exact: false, class: { apiGroup: '', resource: 'secrets' } }]);
    expect(
      holes(
        aPolicy(silent),
        { level: 'Metadata', scope: [{ apiGroup: '', resource: 'secrets' }] },
        { detail: 100 },
      ).every(({ exact }) => exact),
    ).toBe(true);
  });
});

describe('the default scopes', () => {
  const careful = [
    { level: 'None', ...resources('', 'events') },
    resources('', 'secrets', 'configmaps', 'serviceaccounts/token'),
    resources('authentication.k8s.io', 'tokenreviews'),
    { level: 'RequestResponse' },
  ];

  it('are covered by a careful policy, which logs no body of a secret', () => {
    expect(holes(aPolicy(careful), { level: 'Metadata', scope: sensitiveScope() })).toEqual([]);
    expect(loggedCredentials(aPolicy(careful), true)).toEqual([]);
  });

  it('show the bodies of secrets that a policy logs', () => {
    const found = loggedCredentials(aPolicy([{ level: 'Request', verbs: ['create'] }, {}]), true);
    expect(found.map(({ class: { resource } }) => resource)).toEqual(['secrets', 'tokenreviews', 'configmaps']);
    expect(found[0]).toMatchObject({
      rule: 0,
      level: 'Request',
      class: { verb: 'create', apiGroup: '', resource: 'secrets', subresource: '' },
      witness: { verb: 'create', name: '' },
    });
  });

  it('hold what happens in namespaces of AI workloads, events too', () => {
    expect(holes(aPolicy(careful), { level: 'Metadata', scope: sensitiveScope({ namespaces: ['ai'] }) })).toMatchObject([
      { rule: 0, class: { apiGroup: '', resource: 'events', namespace: 'ai' } },
    ]);
  });
});
