import { describe, expect, it } from 'vitest';
import { gap, isKnown, known, type Known } from '../../policypack/core/known.js';
import { diagnose } from '../../scanner/probe/diagnose.js';
import type { Evidence } from '../../scanner/probe/evidence.js';
import { sumOf, type CounterChange } from '../../scanner/probe/server-counters.js';

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

describe('with several API servers, each read at its own address', () => {
  const [ONE, OTHER, THIRD] = ['API server 10.0.0.1:6443', 'API server 10.0.0.2:6443', 'API server 10.0.0.3:6443'];
  const UNREAD = gap('unreachable', `the audit counters of ${THIRD} (get /metrics: ECONNREFUSED)`);
  const whole = { server: ONE, change: aChange() };
  const of = (...each: { server: string; change: Known<CounterChange> }[]): Partial<Evidence> => {
    const read = each.flatMap(({ change }) => (isKnown(change) ? [change.value] : []));
    return { count: known(each.length), each, change: read.length === each.length ? known(sumOf(read)) : (each[0]?.change ?? UNREAD) };
  };
  const nothing = { logged: 0, posts: new Map() };

  it('is whole up to the collector where each delivers', () => {
    expect(found(of(whole, { server: OTHER, change: aChange() })).broken).toEqual(['stored']);
  });

  it('names the one that logs nothing, whether all were read or not', () => {
    const silent = { server: OTHER, change: aChange(nothing) };
    const message = `${OTHER} gave no request a level since, so that no policy with a backend runs there, while ${ONE} logged 9`;

    expect(found(of(whole, silent))).toMatchObject({ broken: ['audited'], because: message, advice: expect.stringContaining('api-server-audit-replicas-agree') });
    expect(found(of(whole, silent, { server: THIRD, change: UNREAD }))).toMatchObject({ broken: ['audited'], because: message });
    expect(found(of(silent, { server: THIRD, change: UNREAD }))).toMatchObject({ broken: ['audited'], because: expect.stringMatching(/^API server 10\.0\.0\.2:6443 gave no request a level since/) });
  });

  it('names the one that drops what the policy that was given logs, and blames none where no policy is given', () => {
    const dropping = { server: OTHER, change: aChange({ ...nothing, dropped: 3 }) };

    expect(found(of(whole, dropping))).toMatchObject({ broken: ['audited'], because: `${OTHER} counted 3 requests since, all at level None, while ${ONE} logged 9: it runs another policy than the one that was given` });
    const blamed = found({ ...of(whole, dropping), decision: gap('unsupported', 'the audit policy') });
    expect(blamed.broken).toContain('audited');
    expect(blamed.because).toContain(`${OTHER} counted 3 requests since, all at level None`);
    expect(blamed.because).toMatch(/^what could be read does not tell which: /);
  });

  it('says of all that log nothing what it says of one', () => {
    expect(found(of({ server: ONE, change: aChange(nothing) }, { server: OTHER, change: aChange(nothing) }))).toMatchObject({ broken: ['audited'], because: expect.stringContaining('no policy with a backend runs') });
  });

  it('names the one whose every delivery fails', () => {
    const failing = { server: OTHER, change: posted({ '<error>': 4 }) };

    expect(found(of(whole, failing))).toMatchObject({ broken: ['exported'], because: expect.stringContaining(`every delivery since failed of ${OTHER}, to ${HOST} (<error>: 4)`) });
  });

  it('leaves open what the one did that was not read, by its name, and lists each', () => {
    const chain = found(of(whole, { server: THIRD, change: UNREAD }));

    expect(chain.broken).toEqual(['exported', 'stored']);
    expect(chain.because).toContain(`the counters of ${THIRD} were not read, and it may have answered`);
    expect(chain.seen).toEqual(expect.arrayContaining([`counters of ${ONE}: 9 logged, 0 at level None since the probe`, `counters of ${THIRD}: not read: ${UNREAD.via}`]));
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
