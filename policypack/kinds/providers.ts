import type * as z from 'zod';
import type { Placing } from '../core/declared-resource.js';
import { byName } from '../core/provider.js';
import aws from './aws/provider.js';
import kubernetes from './kubernetes/provider.js';
import pulumi from './pulumi/provider.js';

/**
 * Every provider. A new one is a row here and, for its live systems, one in `scanner/sources/index.ts`: configuration,
 * the flags of `scan`, `init` and the categories of reports follow from the two.
 */
export const PROVIDERS = byName({ kubernetes, aws, pulumi });

/** The name of a provider, as `--source` takes it. */
export type ProviderName = keyof typeof PROVIDERS;

/** What a provider is told in `logproof.yaml`, defaults applied. */
export type SettingsOf<Name extends ProviderName> = z.output<(typeof PROVIDERS)[Name]['settings']>;

/** The categories of reports, by the name of the provider, which is what the names of its kinds begin with. */
export const CATEGORIES: Readonly<Record<string, string>> = Object.fromEntries(Object.values(PROVIDERS).map(({ name, category }) => [name, category]));

/** Packages of clouds that no provider reads: their clusters are judged by themselves, and joined to nothing. */
const NOWHERE: readonly string[] = ['azure', 'azure-native', 'gcp', 'google-native'];

const PLACINGS: ReadonlyMap<string, Placing> = new Map([
  ...Object.values(PROVIDERS).flatMap(({ packages, placing }) => packages.map((name) => [name, placing] as const)),
  ...NOWHERE.map((name) => [name, () => ({})] as const),
]);

/**
 * Where a resource of a program will be, as its provider tells.
 * @throws Error for a package of which no provider tells it: a kind that reads its resources would join them across the world
 */
export const placing: Placing = (resource, scope) => {
  const name = resource.type.split(':')[0] ?? '';
  const place = PLACINGS.get(name);
  if (!place) throw new Error(`no provider says where resources of ${name} will be`);
  return place(resource, scope);
};
