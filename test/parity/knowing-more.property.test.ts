import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../policypack/catalogue.js';
import { plan } from '../../policypack/core/evaluate.js';
import type { Settings } from '../../policypack/core/settings.js';
import { readShown, type SeenResource } from '../../policypack/pulumi/resource.js';
import { stackVerdicts } from '../../policypack/pulumi/verdicts.js';
import { deploymentWaivers } from '../../policypack/pulumi/waivers.js';
import { settingsOf } from '../pulumi/in-process.js';
import { UNKNOWN } from '../pulumi/resources.js';
import { TODAY } from './doors.js';
import { SEED } from './generated.js';

// A verdict that is given before everything is known must be the one that is given once it is: else it was a guess. Programs are
// made whole, then some of their names and places are made unknown, as a preview has them.

const NAMES = ['/ai/a', '/ai/b', 'sandbox-1', 'web'] as const;
const PROVIDERS = ['eu', 'us', 'env'] as const;
const CLUSTERS = ['east', 'west', 'twin'] as const;

/** How a name is not known: at all, or but for its beginning. */
const blur = fc.constantFrom('known', 'known', 'unknown', 'prefix');
const named = { name: fc.constantFrom(...NAMES), blur };

interface World {
  readonly groups: readonly { readonly name: string; readonly blur: string; readonly in: string; readonly days: number }[];
  /** In a group of the program by its output, or by a name that is written out. */
  readonly streams: readonly { readonly of: number | string; readonly in: string }[];
  readonly policies: readonly { readonly in: string; readonly days: number; readonly prefix: string | undefined }[];
  readonly loggings: readonly { readonly of: number | string; readonly in: string }[];
  readonly sinks: readonly { readonly name: string; readonly blur: string; readonly in: string; readonly level: string; readonly service: string }[];
  readonly services: readonly { readonly name: string; readonly blur: string; readonly in: string; readonly port: number }[];
  /** The region of each provider; where the environment's is. */
  readonly regions: Readonly<Record<string, string>>;
  /** Providers of which a preview does not know where they lead. */
  readonly open: readonly string[];
  /** What the program calls its resources. */
  readonly calls: readonly string[];
  readonly settings: number;
}

const SERVICES = ['audit/collector', 'audit/other', 'web/collector'] as const;
const few = <T>(one: fc.Arbitrary<T>, most: number) => fc.array(one, { maxLength: most });
const region = fc.constantFrom('eu-west-1', 'us-east-1');

const world: fc.Arbitrary<World> = fc.record({
  groups: few(fc.record({ ...named, in: fc.constantFrom(...PROVIDERS), days: fc.constantFrom(30, 365) }), 3),
  streams: few(fc.record({ of: fc.oneof(fc.nat(2), fc.constantFrom(...NAMES)), in: fc.constantFrom(...PROVIDERS) }), 3),
  policies: few(fc.record({ in: fc.constantFrom(...PROVIDERS), days: fc.constantFrom(30, 400), prefix: fc.constantFrom(undefined, '/ai/', 'sandbox-', '/ai/a') }), 2),
  loggings: few(fc.record({ of: fc.oneof(fc.nat(2), fc.constantFrom(...NAMES)), in: fc.constantFrom(...PROVIDERS) }), 1),
  sinks: few(fc.record({ name: fc.constantFrom('sandbox-sink', 'audit-sink'), blur, in: fc.constantFrom(...CLUSTERS), level: fc.constantFrom('None', 'Metadata'), service: fc.constantFrom(...SERVICES) }), 2),
  services: few(fc.record({ name: fc.constantFrom(...SERVICES), blur: fc.constantFrom('known', 'unknown', 'prefix', 'namespace'), in: fc.constantFrom(...CLUSTERS), port: fc.constantFrom(443, 8443) }), 3),
  regions: fc.record({ eu: region, us: region, env: region }),
  open: fc.subarray([...PROVIDERS, ...CLUSTERS]),
  calls: fc.shuffledSubarray([...NAMES, '/ai/called', 'sandbox-called', 'audit-debug', 'audit/collector', 'sandbox-sink', 'x'], { minLength: 3, maxLength: 3 }),
  settings: fc.nat(2),
}).filter(isPossible);

/** No two things of one name are in one place. */
function isPossible({ groups, sinks, services, regions }: Pick<World, 'groups' | 'sinks' | 'services' | 'regions'>): boolean {
  const cluster = (name: string): string => (name === 'twin' ? 'east' : name);
  const there = [...groups.map((one) => `group ${one.name} ${regions[one.in]}`), ...sinks.map((one) => `sink ${one.name} ${cluster(one.in)}`), ...services.map((one) => `service ${one.name} ${cluster(one.in)}`)];
  return new Set(there).size === there.length;
}

const waivers = JSON.stringify(
  [
    ['log-group-retention-minimum', 'sandbox-*'],
    ['log-group-retention-minimum', 'arn:aws:logs:*:*:log-group:web'],
    ['audit-sink-level', 'sandbox-*'],
    ['audit-sink-service-exists', 'auditregistration.k8s.io/AuditSink//sandbox-*'],
  ].map(([control, subject]) => ({ control, subject, reason: 'r', owner: 'o', approver: 'a', expires: '2999-12-31' })),
);
/** Presence is asked for where something asks for it, or everywhere; streams are, where the stack is to make them. */
const STREAMS = 'log-stream-present: { requireDeclared: true }';
const EVERYWHERE = ['log-group-present', 'audit-sink-present'].map((control) => `${control}: { requireIn: all }`).join(', ');
const SETTINGS: readonly Settings[] = [
  '{}',
  `{ scope: { logGroups: { include: ["/ai/**"] } }, controls: { ${STREAMS} } }`,
  `{ scope: { logGroups: { exclude: ["*-1", "/ai/b"] } }, controls: { ${STREAMS}, ${EVERYWHERE} } }`,
].map((logproof) => settingsOf({ logproof, waivers }));

/** A prefix of a name that what is added to it may complete. */
const beginningOf = (name: string): string => name.slice(0, -1);

function nameIn(field: string, prefix: string, name: string, how: string, whole: boolean): object {
  if (whole || how === 'known') return { [field]: name };
  return how === 'prefix' ? { [prefix]: beginningOf(name) } : { [field]: UNKNOWN };
}

/** The program as it is once everything is known, or as a preview has it. */
function program({ groups, streams, policies, loggings, sinks, services, regions, open, calls }: World, whole: boolean): SeenResource[] {
  const urn = (type: string, name: string): string => `urn:pulumi:dev::shop::${type}::${name}`;
  const provider = (name: string, properties: object) => ({ type: 'p', name, urn: urn('pulumi:providers:p', name), properties: () => properties });
  const aws = (name: string) => provider(name, whole || !open.includes(name) ? (name === 'env' && !whole ? {} : { region: regions[name] }) : { region: UNKNOWN });
  const kubernetes = (name: string) => provider(name, !whole && open.includes(name) ? { kubeconfig: UNKNOWN } : { kubeconfig: name === 'twin' ? 'east' : name });
  const GROUP = 'aws:cloudwatch/logGroup:LogGroup';
  const called = (index: number): string => calls[index] as string;
  const shown = (type: string, index: number, properties: object, made: ReturnType<typeof provider>, propertyDependencies: Readonly<Record<string, readonly string[]>> = {}): SeenResource =>
    readShown({ type, urn: urn(type, called(index)), name: called(index), properties: () => properties, propertyDependencies, provider: made });
  const groupNamed = (of: number | string): { readonly value: string; readonly urns: readonly string[] } => {
    const group = typeof of === 'number' ? groups[of] : undefined;
    if (typeof of === 'string' || !group) return { value: typeof of === 'string' ? of : 'nothing', urns: [] };
    return { value: whole || group.blur === 'known' ? group.name : UNKNOWN, urns: [urn(GROUP, called(of as number))] };
  };
  return [
    ...groups.map(({ name, blur: how, in: where, days }, index) => shown(GROUP, index, { ...nameIn('name', 'namePrefix', name, how, whole), retentionInDays: days }, aws(where))),
    ...streams.map(({ of, in: where }, index) => {
      const { value, urns } = groupNamed(of);
      return shown('aws:cloudwatch/logStream:LogStream', index, { name: 's', logGroupName: value }, aws(where), { logGroupName: urns });
    }),
    ...policies.map(({ in: where, days, prefix }, index) =>
      shown('aws:cloudwatch/logAccountPolicy:LogAccountPolicy', index, {
        policyName: 'p',
        policyType: 'RETENTION_POLICY',
        policyDocument: JSON.stringify({ retentionInDays: days, enforcementMode: 'RETROACTIVE' }),
        ...(prefix !== undefined && { selectionCriteria: `LogGroupNamePrefix IN ["${prefix}"]` }),
      }, aws(where)),
    ),
    ...loggings.map(({ of, in: where }, index) => {
      const { value, urns } = groupNamed(of);
      return shown('aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration', index, { loggingConfig: { cloudwatchConfig: { logGroupName: value } } }, aws(where), { loggingConfig: urns });
    }),
    ...sinks.map(({ name, blur: how, in: where, level, service }, index) => {
      const [namespace, serviceName] = service.split('/');
      const spec = { policy: { level, stages: ['ResponseComplete'] }, webhook: { clientConfig: { service: { namespace, name: serviceName } } } };
      return shown('kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink', index, { metadata: nameIn('name', 'generateName', name, how, whole), spec }, kubernetes(where));
    }),
    ...services.map(({ name: full, blur: how, in: where, port }, index) => {
      const [namespace = '', name = ''] = full.split('/');
      const inNamespace = { namespace: !whole && how === 'namespace' ? UNKNOWN : namespace };
      return shown('kubernetes:core/v1:Service', index, { metadata: { ...inNamespace, ...nameIn('name', 'generateName', name, how === 'namespace' ? 'known' : how, whole) }, spec: { ports: [{ port }] } }, kubernetes(where));
    }),
  ];
}

/** The verdict of each control on each resource, by its place in the program and not by what it is called. */
function verdicts(one: World, whole: boolean): Record<string, string> {
  const settings = SETTINGS[one.settings] as Settings;
  const resources = program(one, whole);
  const waiving = deploymentWaivers(settings.waivers, TODAY);
  const found = stackVerdicts(resources, { plan: plan(CATALOGUE, settings, TODAY), scopes: settings.scope });
  return Object.fromEntries(
    found.map(({ finding, urn }) => {
      const { outcome, waiver, mayBeWaived } = waiving.waive(finding);
      const subject = resources.findIndex(({ declared }) => declared.urn === urn);
      return [`${finding.control} ${subject}`, waiver ? 'waived' : mayBeWaived === undefined ? outcome : 'unknown'];
    }),
  );
}

/** Placeholders are looked for in names too: one that is not known yet may hold one. */
const isSettled = ([key, outcome]: [string, string]): boolean => outcome !== 'unknown' && !key.startsWith('placeholder-value');

describe('a verdict that is given while names and places are not known', () => {
  it('is the one that is given once they are', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(world, (one) => {
        const before = verdicts(one, false);
        const after = verdicts(one, true);
        for (const [key, outcome] of Object.entries(before).filter(isSettled)) {
          met.add(`${key.split(' ')[0]} ${outcome}`);
          // What turns out to be out of scope is not applicable.
          expect({ [key]: after[key] ?? 'not-applicable' }).toEqual({ [key]: outcome });
        }
        // What is silently out of scope is so for good.
        const silent = Object.keys(after).filter((key) => !(key in before));
        expect(silent).toEqual([]);
        for (const [key, outcome] of Object.entries(before)) if (outcome === 'unknown') met.add(`${key.split(' ')[0]} unknown`);
      }),
      { numRuns: 1500, seed: SEED },
    );
    expect([...met]).toEqual(
      expect.arrayContaining(
        ['log-group-retention-minimum', 'log-stream-present', 'bedrock-log-destination-retained', 'audit-sink-service-exists', 'audit-sink-present', 'log-group-present']
          .flatMap((control) => ['pass', 'fail', 'unknown'].map((outcome) => `${control} ${outcome}`))
          .concat('log-group-retention-minimum waived', 'audit-sink-level waived'),
      ),
    );
  });

  it('does not rest on what the program calls its resources', () => {
    fc.assert(
      fc.property(world, fc.shuffledSubarray(['a', 'b', '/ai/called', '/ai/a', 'sandbox-called', 'audit/collector', 'sandbox-sink'], { minLength: 3, maxLength: 3 }), (one, calls) => {
        expect(verdicts({ ...one, calls }, false)).toEqual(verdicts(one, false));
      }),
      { numRuns: 700, seed: SEED },
    );
  });
});
