import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../policypack/catalogue.js';
import { CONTROLS } from '../../policypack/controls/index.js';
import { settingsFrom } from '../../policypack/configuration/settings.js';
import { readConfiguration } from '../../policypack/configuration/load.js';
import { evaluate, plan } from '../../policypack/core/evaluate.js';
import type { Fact, Observation, ReadMark } from '../../policypack/core/fact.js';
import type { Finding } from '../../policypack/core/result.js';
import { joined } from '../../tools/cases/joined.js';
import { unreadOnce } from '../controls/unread.js';
import { AWS, CLUSTER, everything, STACK, WORLDS } from '../scanner/worlds.js';

/** What a scan of a live system alone can say, or a host's files, which are given to one door only. */
const ONE_SIDED = /^(api-server-audit-(live|replicas-agree|policy-|webhook-tls)|audit-sink-effective|declared-resource-present|ai-workload-|audit-delivery-)/;
/** Said by the server of a group; in a program other resources say it, and no group names its policy. */
const SAID_LIVE = /^aws\.log-group\.(retentionPolicy|hasStream)$/;

const SETTINGS = settingsFrom(readConfiguration('controls: { log-group-retention-maximum: { level: advisory, days: 400 } }', 'logproof.yaml'), [], CONTROLS);

/** Live things of kinds that a program can declare too. */
const LIVE = everything(WORLDS[0]!).filter(({ origin, kind }) => origin === 'live' && CATALOGUE.kinds.get(kind).declared !== undefined);
const isOfServer = ({ kind }: Fact): boolean => kind === 'kubernetes.api-server';

/** Everything there is was read. */
const READ = CATALOGUE.kinds.all.flatMap(({ id }) => [AWS, CLUSTER].map((scope): ReadMark => ({ type: 'read', kind: id, scope })));

/** The same things as a program declares them; the cluster and its control plane are seen live only. */
const declared = (facts: readonly Fact[]): Fact[] =>
  facts.map((fact) => ({ ...fact, origin: 'declared', scope: STACK, urn: `urn:${fact.id}`, facts: isOfServer(fact) ? fact.facts : { ...(fact.facts as object), givenName: { value: fact.name } } }));

/** Outcomes by control and thing. A Service is read live for its ports, not for its texts. */
function outcomes(facts: readonly Observation[]): Record<string, string> {
  const found: Finding[] = [];
  for (const subject of joined(facts)) evaluate(subject, plan(CATALOGUE, SETTINGS, '2026-06-01'), (finding) => found.push(finding), true);
  const shared = found.filter(({ control, subject }) => !ONE_SIDED.test(control) && !(control === 'placeholder-value' && subject.kind === 'kubernetes.service'));
  return Object.fromEntries(shared.map(({ control, subject, outcome }) => [`${control} of ${subject.id}`, outcome]));
}

/** A group answers what is in force, and a program what it would be without a policy: the two are one where there is none. */
const around = ({ kind }: Fact, world: readonly Fact[]): readonly Fact[] => (kind === 'aws.log-group' ? world.filter((fact) => fact.kind !== 'aws.account-retention-policy') : world);

/** Every world with one fact of one thing unread. */
const UNREAD = LIVE.flatMap((fact, index) => [...unreadOnce(fact.facts)].map(([field, facts]) => ({ field: `${fact.kind}${field}`, world: around(fact, LIVE.with(index, { ...fact, facts })) }))).filter(
  ({ field }) => !SAID_LIVE.test(field),
);

describe('live and declared, with one fact not read', () => {
  it('have facts of every kind that a control judges at both doors', () => {
    const kinds = new Set(UNREAD.map(({ field }) => field.split('.').slice(0, 2).join('.')));
    expect([...kinds].sort()).toEqual(['aws.account-retention-policy', 'aws.bedrock-invocation-logging', 'aws.kms-key', 'aws.log-group', 'aws.s3-bucket', 'kubernetes.api-server', 'kubernetes.audit-sink', 'kubernetes.service']);
  });

  it.each(UNREAD.map(({ field, world }) => [field, world] as const))('%s: give the same verdicts', (_, world) => {
    const said = outcomes(declared(world));
    const live = outcomes([...world, ...READ]);
    expect(Object.keys(live).length).toBeGreaterThan(0);
    expect(live).toEqual(said);
  });
});
