import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AStack } from './a-state.js';
import { scansOfStates } from './scanning.js';

const scans = scansOfStates();
const NAMES = ['/ai/audit', '/ai/other'];
const REGIONS = ['eu-west-1', 'us-east-1'];

/** A group of a stack, of the few names and regions there are, so that stacks meet; some say more than their values. */
const group = fc.record({
  name: fc.constantFrom(...NAMES),
  region: fc.constantFrom(...REGIONS),
  days: fc.constantFrom(30, 365),
  says: fc.constantFrom({}, {}, { external: true }, { pendingReplacement: true }, { initErrors: ['x'] }, { ignoreChanges: ['retentionInDays'] }, { outputs: {} }),
  stream: fc.boolean(),
});
const stacks = fc.array(fc.record({ name: fc.constantFrom('ai/a', 'ai/b', 'ai/prod'), groups: fc.array(group, { maxLength: 3 }) }), { minLength: 1, maxLength: 3 });

type Stacks = typeof stacks extends fc.Arbitrary<infer S> ? S : never;

/** The resources of each state, by its file. */
const resources = (all: Stacks): [file: string, stack: AStack, resources: object[]][] =>
  all.map(({ name, groups }, index) => {
    const stack = new AStack(name);
    const own = groups.flatMap(({ name: of, region, days, says, stream }, at) => [
      stack.group(of, { region, days, as: `group-${at}`, ...says }),
      ...(stream ? [stack.stream(of, { region, as: `stream-${at}` })] : []),
    ]);
    return [`${index}.json`, stack, own];
  });

const live = Object.fromEntries(REGIONS.map((region) => [region, [{ logGroupName: NAMES[0]!, retentionInDays: 30, storedBytes: 1 }]]));

describe('what is said of several states', () => {
  it('is the same in whatever order they, and the resources in them, are given', async () => {
    await fc.assert(
      fc.asyncProperty(stacks, fc.infiniteStream(fc.nat()), fc.boolean(), async (all, random, isLive) => {
        const shuffled = <T>(items: readonly T[]): T[] => items.map((item) => [random.next().value as number, item] as const).sort(([a], [b]) => a - b).map(([, item]) => item);
        const given = resources(all);
        const one = Object.fromEntries(given.map(([file, stack, own]) => [file, stack.state(own)]));
        const other = Object.fromEntries(shuffled(given).map(([file, stack, own]) => [file, stack.state(shuffled(own))]));

        const [first, second] = await Promise.all([one, other].map((states) => scans.told({ states, flags: ['--fail-on-drift'], ...(isLive && { live }) })));

        expect(second!.findings).toEqual(first!.findings);
        expect(second!.drift).toEqual(first!.drift);
        expect([second!.code, second!.result.population, second!.result.gaps]).toEqual([first!.code, first!.result.population, first!.result.gaps]);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('is the same of a stack, alone or beside others that declare nothing of what it does', async () => {
    const own = new AStack('ai/own');
    const state = own.state([own.group('/own', { days: 30 }), own.stream('/own')]);
    await fc.assert(
      fc.asyncProperty(stacks, async (all) => {
        const others = Object.fromEntries(resources(all).map(([file, stack, of]) => [file, stack.state(of)]));
        const ofOwn = async (states: Record<string, string>) => (await scans.told({ states })).findings.filter(({ subject }) => subject.scope === 'pulumi:ai/own');

        expect(await ofOwn({ 'own.json': state, ...others })).toEqual(await ofOwn({ 'own.json': state }));
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});
