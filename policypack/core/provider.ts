import type * as z from 'zod';
import type { Placing } from './declared-resource.js';

/** Where facts come from: a cloud, an orchestrator, a program that declares. What needs no network to say of it. */
export interface Provider<Name extends string = string, Settings extends z.ZodType = z.ZodType> {
  /** In `--source`, under `sources` of `logproof.yaml`, and before the dot of its kinds: `aws`. */
  readonly name: Name;
  /** The Pulumi packages that declare its resources, as their type tokens begin: `aws`, `aws-native`. */
  readonly packages: readonly string[];
  /** Where a resource that a program declares of it will be. */
  readonly placing: Placing;
  /** Its entry under `sources` of `logproof.yaml`; an empty one gives every default. */
  readonly settings: Settings;
  /** What its kinds are about, as policy reports in a cluster sort them: `AWS audit logs`. */
  readonly category: string;
}

/** Defines a provider. */
export const provider = <const Name extends string, Settings extends z.ZodType>(definition: Provider<Name, Settings>): Provider<Name, Settings> => definition;

/** A table of providers, each under its own name: the compiler refuses one under another's. */
export const byName = <const Table extends { readonly [Name in keyof Table]: Provider<Name & string> }>(table: Table): Table => table;
