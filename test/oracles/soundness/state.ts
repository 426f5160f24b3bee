import { packageOf, type Program, type Resource } from './program.js';

const urnOf = ({ type, name }: Pick<Resource, 'type' | 'name'>): string => `urn:pulumi:dev::shop::${type}::${name}`;

/** A secret that stays encrypted, as a state has it. */
const SECRET = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', ciphertext: 'djE6' };

/** A value as a state has it: of what a program leaves open, nothing but that it is a secret. */
function inState(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inState);
  return Object.hasOwn(value, 'unread') ? SECRET : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inState(one)]));
}

const PROVIDER_ID = '2f1c2a4e-6a55-4f3c-9d0e-5b6f7a8c9d10';

/** The exported state of a program that was deployed. Each resource stands in a line of its own, by which its findings are told apart. */
export function stateOf(program: Program): string {
  const resources = program.map((one, index) => {
    const properties = inState(one.properties);
    return {
      urn: urnOf(one),
      type: one.type,
      custom: true,
      id: one.type.startsWith('pulumi:providers:') ? PROVIDER_ID : one.name,
      inputs: properties,
      outputs: properties,
      propertyDependencies: Object.fromEntries(Object.entries(one.dependsOn).map(([key, others]) => [key, others.map(urnOf)])),
      sourcePosition: `project:///index.ts#${index + 1},1`,
      ...(one.provider !== undefined && { provider: `${urnOf({ type: `pulumi:providers:${packageOf(one.type)}`, name: one.provider })}::${PROVIDER_ID}` }),
    };
  });
  return JSON.stringify({ version: 3, deployment: { manifest: {}, resources: [{ urn: urnOf({ type: 'pulumi:pulumi:Stack', name: 'shop-dev' }), type: 'pulumi:pulumi:Stack', custom: false }, ...resources] } });
}
