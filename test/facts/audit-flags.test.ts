import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../policypack/audit-policy/index.js';
import { auditMetrics, logged } from '../../policypack/kinds/kubernetes/auditing/metrics.js';
import { canonicalValue, effective, flagsOfCommand } from '../../policypack/kinds/kubernetes/auditing/flags.js';
import { auditWebhook } from '../../policypack/kinds/kubernetes/auditing/webhook.js';
import { equivalentExport } from '../../policypack/kinds/kubernetes/auditing/export.js';
import type { ReplicaMetrics } from '../../policypack/kinds/kubernetes/auditing/replica-metrics.js';
import { gap, known } from '../../policypack/core/known.js';

describe('the audit flags of a command', () => {
  it.each([
    ['with = or a word after it', ['--audit-log-path=/a', '--audit-log-mode', 'batch'], { 'audit-log-path': '/a', 'audit-log-mode': 'batch' }],
    ['the last one winning', ['--audit-log-path=/a', '--audit-log-path=/b'], { 'audit-log-path': '/b' }],
    ['with _ for -', ['--audit_log_path=/a'], { 'audit-log-path': '/a' }],
    ['truth-valued alone', ['--audit-webhook-truncate-enabled', 'false'], { 'audit-webhook-truncate-enabled': 'true' }],
    ['among others', ['kube-apiserver', '--secure-port=6443', '-v=2'], {}],
    ['in a shell: not read', ['sh', '-c', 'kube-apiserver --audit-log-path=/a'], undefined],
    ['with a variable: not read', ['--audit-log-path=$(LOG)'], undefined],
    ['with a variable of any name: not read', ['--audit-log-path=$(audit-log.path)'], undefined],
    ['with a variable that may be a flag: not read', ['--audit-log-path=/a', '$(LAST_FLAG)'], undefined],
    ['with a variable in the name of a flag: not read', ['--audit-log-path=/a', '--$(KIND)-log-path=/b'], undefined],
    ['with a variable in the value of another flag', ['--advertise-address=$(HOST_IP)', '--audit-log-path=/a'], { 'audit-log-path': '/a' }],
    ['with a value that looks like a flag', ['--audit-log-mode', '--audit-log-path=/a'], { 'audit-log-mode': '--audit-log-path=/a' }],
    ['up to --, after which nothing is a flag', ['--audit-log-path=/a', '--', '--audit-policy-file=/p'], { 'audit-log-path': '/a' }],
  ])('are read %s', (_, words, flags) => expect(flagsOfCommand(words)).toEqual(flags));

  it('have the defaults of the version', () => {
    expect(effective({}, 'audit-log-maxage', { major: 1, minor: 36, gitVersion: '' })).toBe('366');
    expect(effective({}, 'audit-log-maxage', { major: 1, minor: 35, gitVersion: '' })).toBe('0');
    expect(effective({}, 'audit-webhook-batch-throttle-qps')).toBe('10');
  });

  it('are the same in all ways to write a value', () => {
    expect(canonicalValue('audit-webhook-batch-max-wait', '1m')).toBe(canonicalValue('audit-webhook-batch-max-wait', '1m0s'));
    expect(canonicalValue('audit-log-compress', '1')).toBe(canonicalValue('audit-log-compress', 'true'));
    expect(canonicalValue('audit-log-maxage', '10')).toBe(canonicalValue('audit-log-maxage', '0xa'));
    expect(canonicalValue('audit-log-maxage', '10')).not.toBe(canonicalValue('audit-log-maxage', '010'));
    expect(canonicalValue('audit-log-path', '10')).not.toBe(canonicalValue('audit-log-path', '0xa'));
    expect(canonicalValue('audit-log-path', '/a')).not.toBe(canonicalValue('audit-log-path', '/b'));
  });
});

describe('the audit counters', () => {
  it('are summed by level and plugin', () => {
    const metrics = auditMetrics('# HELP x\napiserver_audit_event_total 30\napiserver_audit_level_total{level="None"} 3\napiserver_audit_level_total{level="Request"} 1.5e+01\n');

    expect(metrics).toEqual({ levels: { None: 3, Request: 15 }, events: 30, errors: {}, rejected: 0 });
    expect(metrics && logged(metrics)).toBe(15);
  });

  it('are not there in the metrics of anything else', () => expect(auditMetrics('go_goroutines 7\n')).toBeUndefined());
});

describe("a webhook's kubeconfig", () => {
  it.each([
    ['without contexts', {}, /^contexts: there is none/],
    ['without the cluster', { 'current-context': 'a', contexts: [{ name: 'a', context: { cluster: 'b' } }] }, /^clusters: there is none.*"b"/],
    ['with a text for a truth value', { 'current-context': 'a', contexts: [{ name: 'a', context: { cluster: 'b' } }], clusters: [{ name: 'b', cluster: { server: 'https://c.example', 'insecure-skip-tls-verify': 'true' } }] }, /^clusters: insecure-skip-tls-verify: expected true or false/],
    ['that is nothing', null, /^contexts/],
  ])('%s is refused with its place', (_, tree, message) => expect(auditWebhook(tree)).toMatch(message));
});

describe('an export equivalent to an AuditSink', () => {
  const flags = known({ 'audit-policy-file': '/p', 'audit-webhook-config-file': '/w' });
  const beside = { managed: known(undefined), otherExport: known(undefined) };
  const server = { flags, flagsFrom: known('/flagz'), ...beside };
  const replica = (from: string, metrics: ReplicaMetrics['metrics']): ReplicaMetrics => ({ from, metrics });
  const counted = (levels: Record<string, number>) => known({ levels, events: 9, errors: {}, rejected: 0 });
  const metrics = (...levels: Record<string, number>[]) => known(levels.map((one, index) => replica(`API server ${index}`, counted(one))));
  const unread = gap('forbidden', '/metrics');
  const rules = (...all: readonly object[]) => {
    const reading = readPolicy({ apiVersion: 'audit.k8s.io/v1', rules: all });
    return 'policy' in reading ? known(reading.policy) : unread;
  };
  const policy = (level: 'None' | 'Metadata') => rules({ level });

  it('is a webhook of every server, once something is logged', () => {
    expect(equivalentExport({ counted: known(1), servers: [server], policy: unread, metrics: metrics({ Metadata: 1 }) })).toMatchObject({ value: { seenIn: '/flagz' } });
  });

  it('is not known of servers behind the one that answers', () => {
    const judge = (servers: number) => equivalentExport({ counted: known(servers), servers: [server], policy: policy('Metadata'), metrics: metrics({ Metadata: 1 }) });
    expect(judge(1)).toMatchObject({ value: { seenIn: '/flagz' } });
    expect(judge(3)).toMatchObject({ gap: 'cut-off', via: expect.stringContaining('the other 2 of 3 API servers') });
    expect(equivalentExport({ counted: unread, servers: [server], policy: policy('Metadata'), metrics: metrics({ Metadata: 1 }) })).toEqual(unread);
  });

  it('is none where a policy drops everything, whatever the flags say', () => {
    expect(equivalentExport({ counted: known(1), servers: [server], policy: unread, metrics: metrics({ None: 9 }) })).toEqual({ value: undefined });
  });

  it.each(['/dev/null', '//dev/./null'])('is none where a log goes to %s, from where nothing can ship it', (path) => {
    const flags = known({ 'audit-policy-file': '/p', 'audit-log-path': path });
    expect(equivalentExport({ counted: known(1), servers: [{ ...server, flags }], policy: unread, metrics: metrics({ Metadata: 1 }) })).toEqual({ value: undefined });
  });

  it('is none where one of the servers has none', () => {
    const other = { flags: known({}), flagsFrom: known('pod b'), ...beside };
    expect(equivalentExport({ counted: known(2), servers: [server, other], policy: unread, metrics: metrics({ Metadata: 1 }) })).toEqual({ value: undefined });
  });

  it('is not known where it cannot be seen whether anything is logged', () => {
    expect(equivalentExport({ counted: known(1), servers: [server], policy: unread, metrics: unread })).toEqual(unread);
  });

  const elsewhere = { how: 'EKS control-plane logging', seenIn: '/aws/eks/prod/cluster' };
  const eks = { flags: gap('unsupported', 'the flags'), flagsFrom: known(undefined), managed: known('EKS' as const) };

  it('may stand beside the flags, and says where', () => {
    const servers = [{ ...server, flags: known({}), otherExport: known(elsewhere) }];
    expect(equivalentExport({ counted: known(1), servers, policy: unread, metrics: metrics({ Metadata: 1 }) })).toEqual({ value: elsewhere });
    expect(equivalentExport({ counted: known(1), servers, policy: unread, metrics: metrics({ None: 9 }) })).toEqual({ value: undefined });
  });

  it("is a service's own log, whose policy nobody can choose", () => {
    const judge = (otherExport: ReturnType<typeof equivalentExport>) => equivalentExport({ counted: known(1), servers: [{ ...eks, otherExport }], policy: unread, metrics: unread });
    expect(judge(known(elsewhere))).toEqual({ value: elsewhere });
    expect(judge(known(undefined))).toEqual({ value: undefined });
    expect(judge(unread)).toEqual(unread);
  });

  it('is not known where flags say none, and what stands beside them was not read', () => {
    expect(equivalentExport({ counted: known(1), servers: [{ ...server, flags: known({}), otherExport: unread }], policy: unread, metrics: unread })).toEqual(unread);
  });

  it('is none where every rule that records stands behind one that drops all, or omits every stage', () => {
    const judge = (...all: readonly object[]) => equivalentExport({ counted: known(1), servers: [server], policy: rules(...all), metrics: unread });

    expect(judge({ level: 'None' }, { level: 'Metadata' })).toEqual({ value: undefined });
    expect(judge({ level: 'Metadata', omitStages: ['RequestReceived', 'ResponseStarted', 'ResponseComplete'] })).toEqual({ value: undefined });
    expect(judge({ level: 'Metadata', omitStages: ['RequestReceived'] })).toMatchObject({ value: { seenIn: '/flagz' } });
  });

  it('is none where requests are given a level, and no event is made of them', () => {
    const omitted = known([replica('/metrics', known({ levels: { Metadata: 9 }, events: 0, errors: {}, rejected: 0 }))]);

    expect(equivalentExport({ counted: known(1), servers: [server], policy: unread, metrics: omitted })).toEqual({ value: undefined });
  });

  it('is none where one of the servers logs nothing', () => {
    expect(equivalentExport({ counted: known(1), servers: [server], policy: unread, metrics: metrics({ Metadata: 1 }, { None: 4 }) })).toEqual({ value: undefined });
  });

  it('is not known by the counters of some of the servers; the policy given decides', () => {
    const some = known([replica('/metrics', counted({ Metadata: 1 })), replica('API server b', unread)]);

    expect(equivalentExport({ counted: known(1), servers: [server], policy: unread, metrics: some })).toEqual(unread);
    expect(equivalentExport({ counted: known(1), servers: [server], policy: policy('None'), metrics: some })).toEqual({ value: undefined });
    expect(equivalentExport({ counted: known(1), servers: [server], policy: policy('Metadata'), metrics: some })).toMatchObject({ value: { seenIn: '/flagz' } });
  });
});
