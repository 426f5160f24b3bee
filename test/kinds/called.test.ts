import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../policypack/catalogue.js';
import { CONTROLS } from '../../policypack/controls/index.js';
import { assemble } from '../../policypack/core/assemble.js';
import { evaluate, plan } from '../../policypack/core/evaluate.js';
import { waiving } from '../../policypack/core/waive.js';
import type { Settings } from '../../policypack/core/settings.js';
import { settingsOf } from '../pulumi/in-process.js';
import type { CaseResource } from '../../tools/cases/case.js';
import { factsOfStack } from '../../tools/cases/declared.js';
import { TESTED } from './all.js';

// What a program calls a resource is for people. Here a thing of every kind is declared, its name not known, under names that are
// meant to mislead: those that other things have, that the scope takes or leaves, and that waivers are for.

const RESOURCES: readonly CaseResource[] = [...TESTED.values()].flatMap(({ resources = [] }) => resources);

/** Fields that name a thing, at the top of its inputs and in a Kubernetes object's metadata. */
const NAMES = ['name', 'bucket', 'policyName', 'keyId'];
const UNKNOWN = { unread: 'preview' };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function nameless({ inputs, ...resource }: CaseResource): CaseResource {
  const { arn: _, ...others } = inputs;
  const own = Object.entries(others).map(([field, value]) => {
    if (field === 'metadata' && isObject(value)) return [field, { ...value, name: UNKNOWN }];
    return [field, NAMES.includes(field) && typeof value === 'string' && !value.startsWith('${') ? UNKNOWN : value];
  });
  return { ...resource, inputs: Object.fromEntries(own) as CaseResource['inputs'] };
}

/** The same program, of which each resource is called otherwise. */
function calledOtherwise(resources: readonly CaseResource[], shift: number): CaseResource[] {
  const MISLEADING = ['ai-audit', 'ai-invocations', 'sandbox-1', 'audit-policy', 'policy', 'servers', 'ai-system-audit-sink', 'log-collector-svc', 'events', 'prod-debug', ...resources.map((_, index) => `other-${index}`)];
  const names = new Map(resources.map(({ name }, index) => [name, MISLEADING[(index + shift) % MISLEADING.length] as string]));
  const renamed = (text: string): string => text.replaceAll(/\$\{([\w-]+)\./g, (_, name: string) => `\${${names.get(name)}.`);
  return resources.map(({ name, inputs, ...resource }) => ({ ...resource, name: names.get(name) as string, inputs: JSON.parse(renamed(JSON.stringify(inputs))) as CaseResource['inputs'] }));
}

const waiver = (control: string) => ({ control, subject: 'sandbox-*', reason: 'r', owner: 'o', approver: 'a', expires: '2999-12-31' });
/** Asks for more than there is, so that waivers have something to waive. */
const settingsWith = (scope: string) => settingsOf({
  logproof: `scope: ${scope}\ncontrols: { bedrock-log-destination-retained: { level: mandatory }, log-group-retention-minimum: { days: 3000 }, audit-sink-level: { minimum: Request } }`,
  waivers: JSON.stringify(CONTROLS.filter(({ id }) => !id.startsWith('waiver-')).map(({ id }) => waiver(id))),
});

const SETTINGS = ['{}', '{ logGroups: { include: ["ai-*"], exclude: ["*-debug"] } }'].map(settingsWith);

/** What every control makes of each resource, by its place in the program. */
const verdicts = (resources: readonly CaseResource[]): string[] => SETTINGS.flatMap((settings) => verdictsUnder(settings, resources));

function verdictsUnder(settings: Settings, resources: readonly CaseResource[]): string[] {
  const planned = plan(CATALOGUE, settings, '2026-06-01');
  const assembly = assemble(CATALOGUE.kinds, settings.scope);
  const waivers = waiving(settings.waivers, '2026-06-01');
  assembly.observe(factsOfStack(resources));
  const found: string[] = [];
  for (const subject of assembly.end('declared')) {
    const { urn = 'the stack' } = subject;
    const index = resources.findIndex(({ type, name }) => urn.endsWith(`${type}::${name}`));
    // Bedrock's logging has no name but the program's.
    const hasName = subject.kind !== 'aws.bedrock-invocation-logging';
    evaluate(subject, planned, (finding) => {
      const { outcome, waiver: by, mayBeWaived } = hasName ? waivers.waive(finding) : finding;
      found.push(`${finding.control} ${subject.kind} ${index} ${by ? 'waived' : mayBeWaived === undefined ? outcome : 'open'}`);
    }, true);
  }
  return found.sort();
}

const NAMELESS = RESOURCES.map(nameless);

/** Things that a program names nothing by, or that something else than the program names. */
const UNCALLED = ['pulumi.stack', 'aws.bedrock-invocation-logging', 'aws.s3-bucket-setting'];
/** A Release tells the names of what it holds. Its own is for people: nothing is judged, waived or found by it. */
const isOfRelease = (urn: string | undefined): boolean => urn?.includes('kubernetes:helm.sh/v3:Release') ?? false;

describe('what a program calls its resources', () => {
  it('is all that is known of a thing of every kind here', () => {
    const named = factsOfStack(NAMELESS).filter(({ unnamed, kind, urn }) => !unnamed && !UNCALLED.includes(kind) && !isOfRelease(urn));
    expect(named.map(({ kind, name }) => `${kind} ${name}`)).toEqual([]);
  });

  it('decides nothing, whatever it is', () => {
    const before = verdicts(NAMELESS);
    expect(before.length).toBeGreaterThan(20);
    expect(before.some((one) => one.endsWith(' open'))).toBe(true);
    for (const shift of RESOURCES.keys()) expect(verdicts(calledOtherwise(NAMELESS, shift))).toEqual(before);
  });

  it('is no id either: a thing without a name goes by its URN', () => {
    const ids = factsOfStack(NAMELESS).filter(({ unnamed }) => unnamed).map(({ id, urn }) => id.startsWith(urn ?? '?'));
    expect(new Set(ids)).toEqual(new Set([true]));
  });
});
