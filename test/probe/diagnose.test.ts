import { describe, expect, it } from 'vitest';
import { gap, known } from '../../policypack/core/known.js';
import { diagnose } from '../../scanner/probe/diagnose.js';
import type { Evidence } from '../../scanner/probe/evidence.js';
import type { CounterChange } from '../../scanner/probe/server-counters.js';

const HOST = 'collector.example';
const WEBHOOK = { 'audit-policy-file': '/p.yaml', 'audit-webhook-config-file': '/w.yaml' };
const DENIED = gap('forbidden', "the API server's counters (get /metrics)");

const aChange = (differs: Partial<CounterChange> = {}) => known<CounterChange>({ logged: 9, dropped: 0, lost: {}, posts: new Map([[HOST, { 200: 2 }]]), ...differs });
const posted = (answers: Record<string, number>) => aChange({ posts: new Map([[HOST, answers]]) });

/** A chain that is whole as far as the cluster's side goes. */
const evidence = (differs: Partial<Evidence> = {}): Evidence => ({
  servers: [{ name: 'kube-system/kube-apiserver-a', flags: known(WEBHOOK) }],
  count: known(1),
  decision: known({ level: 'Metadata', omitStages: [], rule: 0 }),
  change: aChange(),
  host: HOST,
  ...differs,
});

const found = (differs: Partial<Evidence> = {}, { absent = false, others = 0, timeoutSeconds = 120 } = {}) =>
  diagnose(evidence(differs), { looks: 15, absent, others }, { logGroup: '/ai/audit', timeoutSeconds });

const flags = (...each: Record<string, string>[]) => each.map((one, index) => ({ name: `kube-apiserver-${index}`, flags: known(one) }));

describe('one link that is proven broken', () => {
  it.each([
    ['no policy file', { servers: flags({ 'audit-webhook-config-file': '/w.yaml' }) }, 'audited', /no API server has an audit policy file/],
    ['no backend', { servers: flags({ 'audit-policy-file': '/p.yaml' }) }, 'audited', /webhook or a log/],
    ['level None by the policy given', { decision: known({ level: 'None', omitStages: [], rule: 3 }), change: aChange({ dropped: 1 }) }, 'audited', /level None \(by rules\[3\]\)/],
    ['no rule that matches', { decision: known({ level: 'None', omitStages: [], rule: null }), change: DENIED }, 'audited', /no rule matches/],
    ['both stages omitted', { decision: known({ level: 'Metadata', omitStages: ['RequestReceived', 'ResponseComplete'], rule: 0 }) }, 'audited', /omits every stage/],
    ['all counted at level None', { change: aChange({ logged: 0, dropped: 12 }) }, 'audited', /12 requests since, all at level None/],
    ['nothing counted at all', { change: aChange({ logged: 0 }) }, 'audited', /no policy with a backend runs/],
    ['a log on the null device', { servers: flags({ 'audit-policy-file': '/p.yaml', 'audit-log-path': '/dev/null' }) }, 'exported', /\/dev\/null, from where nothing can ship/],
    ['a collector that answers 500', { change: posted({ 500: 16 }) }, 'exported', /collector\.example \(500: 16\)/],
    ['a collector that does not answer', { change: posted({ '<error>': 6 }) }, 'exported', /<error>: 6/],
    ['nothing delivered', { change: posted({}) }, 'exported', /delivered nothing to collector\.example/],
    ['a host that was never posted to', { change: aChange({ posts: new Map() }) }, 'exported', /delivered nothing/],
    ['events that the backend lost', { change: aChange({ lost: { webhook: 20 } }) }, 'exported', /lost 20 events in its webhook backend/],
    ['a collector without ready addresses', { collector: known({ service: 'kube-system/log-collector-svc', ready: 0 }) }, 'exported', /log-collector-svc has no ready address/],
    ['deliveries that were taken', {}, 'stored', /took the events, and this one is not in \/ai\/audit after 120 s/],
  ] as const)('%s', (_what, differs, link, because) => {
    const chain = found(differs as Partial<Evidence>);
    expect(chain.broken).toEqual([link]);
    expect(chain.because).toMatch(because);
    expect(chain.advice).not.toBe('');
  });

  it('is the first of several', () => {
    expect(found({ change: aChange({ dropped: 1, posts: new Map([[HOST, { 500: 3 }]]) }), decision: known({ level: 'None', omitStages: [], rule: 0 }) }, { absent: true }).broken).toEqual(['audited']);
  });

  it('is not the policy given, where the only API server logged every request: it runs another', () => {
    const decision = known({ level: 'None' as const, omitStages: [], rule: 0 });

    const [alone, oneOfTwo] = [found({ decision }), found({ decision, count: known(2) })];

    expect([alone.broken, oneOfTwo.broken]).toEqual([['audited', 'stored'], ['audited']]);
    expect(alone.because).toContain('logged all 9 requests since: it runs another');
  });

  it('is the log group that is not there, whatever else is unread', () => {
    expect(found({ change: DENIED }, { absent: true }).broken).toEqual(['stored']);
  });

  it('is the delivery that fails, though the policy is not known', () => {
    expect(found({ decision: gap('unsupported', 'the audit policy'), change: posted({ 500: 3 }) }).broken).toEqual(['exported']);
  });
});

describe('links of which the evidence does not tell which is broken', () => {
  const nothing = { servers: [{ name: 'kube-apiserver', flags: DENIED }], count: DENIED, change: DENIED, decision: gap('unsupported', 'the audit policy') };
  const { host: _, ...withoutFile } = evidence();

  it.each([
    ['nothing could be read', nothing, ['audited', 'exported', 'stored']],
    ['the policy is not given', { decision: gap('unsupported', 'the audit policy') }, ['audited', 'stored']],
    ['/metrics is not read', { change: DENIED }, ['exported', 'stored']],
    ['the counters are of one server of three', { count: known(3) }, ['exported', 'stored']],
    ['another replica counted nothing', { count: known(3), change: aChange({ logged: 0, posts: new Map() }) }, ['exported', 'stored']],
    ['some deliveries fail', { change: posted({ 200: 3, 500: 1 }) }, ['exported', 'stored']],
    ['the events go to a log, and what ships it is not seen', { servers: flags({ 'audit-policy-file': '/p', 'audit-log-path': '/var/log/audit' }) }, ['exported', 'stored']],
    ['one of two replicas has no policy', { servers: flags(WEBHOOK, {}), count: known(2) }, ['audited', 'exported', 'stored']],
    ['a service runs the API servers', { ...nothing, managed: 'whether EKS exports audit events (aws eks describe-cluster)' }, ['audited', 'exported', 'stored']],
  ] as const)('%s', (_what, differs, links) => {
    const chain = found(differs as Partial<Evidence>);
    expect(chain.broken).toEqual(links);
    expect(chain.because).toMatch(/^what could be read does not tell which: /);
  });

  it('where the time was shorter than a batch may wait', () => {
    const chain = found({ change: posted({}) }, { timeoutSeconds: 20 });
    expect(chain.broken).toEqual(['exported', 'stored']);
    expect(chain).toMatchObject({ because: expect.stringContaining('20 s are too short: an event may wait 30 s'), advice: expect.stringContaining('--timeout 66') });
  });

  it('where two webhooks are called, and one of them fails', () => {
    const posts = new Map([[HOST, { 200: 3 }], ['authorizer.example', { 500: 3 }]]);
    expect(diagnose({ ...withoutFile, change: aChange({ posts }) }, { looks: 1, absent: false, others: 0 }, { logGroup: 'g', timeoutSeconds: 120 }).broken).toEqual(['exported', 'stored']);
  });
});

it('says what it saw, and names no file of the host', () => {
  const chain = found({ change: posted({ 500: 16 }) }, { others: 2 });

  expect(chain.seen).toEqual([
    'flags of kube-system/kube-apiserver-a: --audit-policy-file set, --audit-webhook-config-file set, --audit-log-path not set',
    'API servers: 1',
    'audit policy: level Metadata, by rules[0]',
    'requests counted since the probe: 9 logged, 0 at level None',
    'POSTs to collector.example since the probe: 500: 16',
    'log group: there, searched 15 times; 2 messages name the probe and are not its audit event, or not whole',
  ]);
});
