import fc from 'fast-check';
import { UNITS, type Unit } from './units.js';

/** Stands in a program where a value is not known. */
export const OPEN = Object.freeze({ unread: 'preview' });

/** A resource of a program, with its outputs; {@link OPEN} where a value is not known. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly properties: object;
  readonly dependsOn: Readonly<Record<string, readonly Pick<Resource, 'type' | 'name'>[]>>;
  /** The provider that it is made through, one of the program's resources; without it, the default one. */
  readonly provider?: string;
}

export type Program = readonly Resource[];

/** Where a value stands in a program. */
export interface Place {
  readonly resource: number;
  readonly path: readonly string[];
}

/** Providers that lead to one place, to another, and wherever the environment says. */
const PROVIDERS: readonly { readonly name: string; readonly properties: Readonly<Record<string, object>> }[] = [
  { name: 'here', properties: { aws: { region: 'eu-west-1' }, 'aws-native': { region: 'eu-west-1' }, kubernetes: { kubeconfig: 'one' } } },
  { name: 'there', properties: { aws: { region: 'us-east-1' }, 'aws-native': { region: 'us-east-1' }, kubernetes: { kubeconfig: 'other' } } },
];

/** Units of a program, each made through a provider or none. */
export const programs: fc.Arbitrary<Program> = fc
  .array(fc.record({ unit: fc.nat(UNITS.length - 1), provider: fc.option(fc.constantFrom('here', 'there'), { nil: undefined, freq: 3 }) }), { minLength: 1, maxLength: 4 })
  .map((chosen) => programOf(chosen.map(({ unit, provider }) => ({ unit: UNITS[unit] as Unit, provider }))));

export function programOf(chosen: readonly { readonly unit: Unit; readonly provider?: string | undefined }[]): Program {
  const named = new Map<string, number>();
  const resources = chosen.flatMap(({ unit, provider }) => {
    // What a program calls a resource decides nothing: of one name twice, the second has another.
    const calls = new Map(unit.map(({ name, type }) => {
      const key = `${type} ${name}`;
      const times = (named.get(key) ?? 0) + 1;
      named.set(key, times);
      return [name, times === 1 ? name : `${name}-${times}`];
    }));
    return whole(unit).map(({ name, references, ...one }): Resource => ({
      ...one,
      name: calls.get(name) as string,
      dependsOn: Object.fromEntries(Object.entries(references).map(([key, others]) => [key, others.map((other) => ({ type: other.type, name: calls.get(other.name) as string }))])),
      ...(provider !== undefined && PROVIDERS.some(({ properties }) => Object.hasOwn(properties, packageOf(one.type))) && { provider }),
    }));
  });
  const providers = PROVIDERS.flatMap(({ name, properties }) =>
    Object.entries(properties)
      .filter(([of]) => resources.some((one) => one.provider === name && packageOf(one.type) === of))
      .map(([of, configured]): Resource => ({ type: `pulumi:providers:${of}`, name, properties: configured, dependsOn: {} })),
  );
  return [...providers, ...resources];
}

/** The package of a type token. */
export const packageOf = (type: string): string => type.split(':')[0] as string;

const OUTPUT = /\$\{([\w-]+)\.([\w.]+)\}/g;

/** The resources of a unit, each output that one takes from another known: as that says it, or made up for both. */
function whole(unit: Unit) {
  const made = unit.map(({ type, name, inputs }) => ({ type, name, properties: structuredClone(inputs), references: {} as Record<string, { type: string; name: string }[]> }));
  const byName = new Map(made.map((one) => [one.name, one]));
  const resolved = (value: unknown, taken: Set<{ type: string; name: string }>): unknown => {
    if (typeof value === 'string') {
      return value.replace(OUTPUT, (_, name: string, path: string) => {
        const of = byName.get(name);
        // The tests of a kind name what another kind's declare.
        if (!of) return `${name}-${path}`;
        taken.add(of);
        return String((of.properties[path] ??= outputOf(of.type, name, path)));
      });
    }
    if (typeof value !== 'object' || value === null) return value;
    return Array.isArray(value) ? value.map((one) => resolved(one, taken)) : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one, taken)]));
  };
  for (const one of made) {
    for (const [key, value] of Object.entries(one.properties)) {
      const taken = new Set<{ type: string; name: string }>();
      one.properties[key] = resolved(value, taken);
      if (taken.size > 0) one.references[key] = [...taken];
    }
  }
  return made;
}

/** What a provider would answer with. */
function outputOf(type: string, name: string, path: string): string {
  if (path === 'arn' && type.includes('kms')) return `arn:aws:kms:eu-west-1:123456789012:key/${name}`;
  return `${name}-${path}`;
}

/** Every place of a program at which a value stands, objects and lists too. */
export function placesOf(program: Program): Place[] {
  const below = (value: unknown, path: readonly string[]): (readonly string[])[] =>
    typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, one]) => [[...path, key], ...below(one, [...path, key])]) : [];
  return program.flatMap(({ properties }, resource) => below(properties, []).map((path) => ({ resource, path })));
}

/** The program with another value at a place; without one where it is undefined. */
const withValue = (program: Program, { resource, path }: Place, value: unknown): Program =>
  program.map((one, index) => (index === resource ? { ...one, properties: replaced(one.properties, path, value) as object } : one));

/** Not of the program's: something that is made first, and that no kind is about. */
const ELSEWHERE = { type: 'random:index/randomPet:RandomPet', name: 'elsewhere' };

/** The program with a value that comes from something else: known or not, whoever knows it. */
export const withOutput = (program: Program, place: Place, value: unknown): Program =>
  withValue(program, place, value).map((one, index) => (index === place.resource ? { ...one, dependsOn: { [place.path[0] as string]: [ELSEWHERE], ...one.dependsOn } } : one));

/** What stands at a place. */
export const valueAt = (program: Program, { resource, path }: Place): unknown => path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], program[resource]?.properties);

function replaced(whole: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const inner = replaced((whole as Record<string, unknown>)[key], rest, value);
  if (Array.isArray(whole)) return inner === undefined ? whole.toSpliced(Number(key), 1) : whole.with(Number(key), inner);
  const { [key]: _, ...others } = whole as Record<string, unknown>;
  return inner === undefined ? others : { ...(whole as object), [key]: inner };
}

const isIndex = (key: string): boolean => /^\d+$/.test(key);

/** What a value is called: its key, or that of the list that it is in. */
const calledBy = (path: readonly string[]): string => (path.findLast((key) => !isIndex(key)) ?? '') + (isIndex(path.at(-1) ?? '') ? '[]' : '');

/** What stands anywhere in the units, by what it is called. */
const SAID: ReadonlyMap<string, readonly unknown[]> = (() => {
  const found = new Map<string, Map<string, unknown>>();
  for (const unit of UNITS) {
    const program = programOf([{ unit }]);
    for (const place of placesOf(program)) {
      const value = valueAt(program, place);
      const called = calledBy(place.path);
      const values = found.get(called) ?? new Map<string, unknown>();
      found.set(called, values.set(JSON.stringify(value), value));
    }
  }
  return new Map([...found].map(([called, values]) => [called, [...values.values()]]));
})();

/** What may stand anywhere, whatever is expected. */
const ANYTHING: readonly unknown[] = [undefined, null, '', 0, 'TODO', true, {}, []];

/** Values that may turn out to stand at a place: what stands there or at such places elsewhere, and anything. */
export function mayStandAt(place: Place, program: Program): readonly unknown[] {
  const [stands, resource] = [valueAt(program, place), program[place.resource] as Resource];
  if (isBound(resource, place, stands)) return [stands];
  const elsewhere = SAID.get(calledBy(place.path)) ?? [];
  return place.path.at(-1) === 'arn' ? [stands, ...elsewhere] : [stands, ...elsewhere, ...ANYTHING];
}

/** Whether the program says what a value is although it does not show it: as the output of another resource, or again in an ARN. */
function isBound({ dependsOn, properties }: Resource, { path: [top = ''], path }: Place, stands: unknown): boolean {
  if ((dependsOn[top] ?? []).length > 0) return true;
  const { arn } = properties as { readonly arn?: unknown };
  return path.length === 1 && typeof arn === 'string' && typeof stands === 'string' && arn.endsWith(stands);
}
