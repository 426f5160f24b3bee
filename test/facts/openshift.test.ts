import { describe, expect, it } from 'vitest';
import { excesses, holes, type AuditPolicy } from '../../policypack/audit-policy/index.js';
import { sensitiveScope } from '../../policypack/kinds/kubernetes/auditing/sensitive-scope.js';
import { isKnown } from '../../policypack/core/known.js';
import { forwardedAudit } from '../../policypack/kinds/kubernetes/openshift/log-forwarder.js';
import { openShiftAudit } from '../../policypack/kinds/kubernetes/openshift/profile.js';

const auditOf = (audit?: object) => openShiftAudit({ spec: audit === undefined ? {} : { audit } });

function policyOf(audit?: object): AuditPolicy {
  const policy = auditOf(audit)?.policy;
  if (!policy || !isKnown(policy)) throw new Error('no policy is built');
  return policy.value;
}

const holesOf = (policy: AuditPolicy) => holes(policy, { level: 'Metadata', stages: ['ResponseComplete'], scope: sensitiveScope({ namespaces: ['models'] }) });
const SECRETS = { level: 'Metadata', scope: [{ apiGroup: '', resource: 'secrets', subresource: '' }] } as const;

describe("OpenShift's audit profile", () => {
  it.each([[undefined], [{ profile: 'Default' }], [{ profile: '' }]])('%j covers every request that matters, and no body of a secret', (audit) => {
    const policy = policyOf(audit);

    expect(auditOf(audit)?.choice).toBe('APIServer/cluster profile Default');
    expect(holesOf(policy)).toEqual([]);
    expect(excesses(policy, SECRETS)).toEqual([]);
  });

  it('None logs nothing', () => {
    expect(holesOf(policyOf({ profile: 'None' }))[0]).toMatchObject({ level: 'None' });
  });

  it('None with a custom rule logs the group of the rule alone', () => {
    const [hole] = holesOf(policyOf({ profile: 'None', customRules: [{ group: 'system:authenticated:oauth', profile: 'Default' }] }));

    expect(hole).toMatchObject({ level: 'None' });
    expect(hole?.witness.groups).not.toContain('system:authenticated:oauth');
  });

  it('Default with a custom rule None loses what the group does, which the first rule for it decides', () => {
    const group = 'system:serviceaccounts';
    expect(holesOf(policyOf({ customRules: [{ group, profile: 'None' }, { group, profile: 'Default' }] }))[0]?.witness.groups).toContain(group);
    expect(holesOf(policyOf({ customRules: [{ group, profile: 'Default' }, { group, profile: 'None' }] }))).toEqual([]);
  });

  it.each([{ profile: 'AllRequestBodies' }, { profile: 'WriteRequestBodies' }, { customRules: [{ group: 'a', profile: 'AllRequestBodies' }] }])(
    '%j is not guessed: the release decides which bodies of tokens it leaves out',
    (audit) => {
      expect(auditOf(audit)?.policy).toMatchObject({ gap: 'unsupported', via: expect.stringContaining('kube-apiserver-audit-policies') });
    },
  );

  it.each([{ profile: 'Everything' }, { profile: 'toString' }, { profile: 3 }, { customRules: 'all' }, { customRules: [{ group: '', profile: 'None' }] }, { customRules: [{ group: 'a' }] }])(
    '%j is no known form',
    (audit) => {
      expect(auditOf(audit)).toBeUndefined();
    },
  );
});

describe('a ClusterLogForwarder', () => {
  const spec = (inputRef: string, more: object = {}) => ({
    outputs: [{ name: 'siem', type: 'splunk' }, { name: 'loki', type: 'lokiStack' }],
    pipelines: [{ name: 'p', inputRefs: [inputRef], outputRefs: ['siem'] }],
    ...more,
  });
  const status = { conditions: [{ type: 'Ready', status: 'True' }] };
  const own = (input: object) => spec('mine', { inputs: [{ name: 'mine', ...input }] });
  const to = (output: string) => spec('audit', { pipelines: [{ inputRefs: ['audit'], outputRefs: [output] }] });
  const filtered = (type: string) => spec('audit', { filters: [{ name: 'f', type }], pipelines: [{ inputRefs: ['audit'], outputRefs: ['siem'], filterRefs: ['f'] }] });

  it.each([
    ['of audit events to an output', spec('audit')],
    ['of an input of type audit', own({ type: 'audit' })],
    ["of the API server's source", own({ type: 'audit', audit: { sources: ['kubeAPI'] } })],
    ['of the older form of an input', own({ audit: {} })],
    ['that leaves fields out', filtered('prune')],
  ])('exports: %s', (_, written) => {
    expect(forwardedAudit('logging/main', { spec: written, status })).toEqual({
      value: { how: 'ClusterLogForwarder logging/main to siem', seenIn: 'ClusterLogForwarder logging/main' },
    });
  });

  it.each([
    ['of application logs', spec('application')],
    ["of another source's audit events", own({ type: 'audit', audit: { sources: ['auditd'] } })],
    ['of an input of another type', own({ type: 'application' })],
    ["to the cluster's own store", to('loki')],
    ['to the default store', to('default')],
    ['to an output that is not defined', to('missing')],
    ['of no known form', 'text'],
  ])('exports nothing: %s', (_, written) => {
    expect(forwardedAudit('logging/main', { spec: written })).toEqual({ value: undefined });
  });

  it.each([
    ['which drops events', { spec: filtered('drop'), status }],
    ['which selects events', { spec: filtered('kubeAPIAudit'), status }],
    ['which nothing manages', { spec: spec('audit', { managementState: 'Unmanaged' }), status }],
    ['which is not ready', { spec: spec('audit'), status: { conditions: [{ type: 'Ready', status: 'False' }] } }],
    ['which is not valid', { spec: spec('audit'), status: { conditions: [...status.conditions, { type: 'observability.openshift.io/Valid', status: 'False' }] } }],
    ['which no operator has looked at', { spec: spec('audit') }],
    ['of which an operator does not know whether it is ready', { spec: spec('audit'), status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } }],
  ])('is in doubt: %s', (_, forwarder) => {
    expect(forwardedAudit('logging/main', forwarder)).toMatchObject({ gap: 'unsupported', via: expect.stringContaining('logging/main') });
  });
});
