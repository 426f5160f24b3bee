import type { ProviderName } from '../../policypack/kinds/providers.js';
import aws from './aws/provider.js';
import kubernetes from './kubernetes/provider.js';
import type { LiveProvider } from './provider.js';
import pulumi from './pulumi-state/provider.js';

/** The live half of every provider: the compiler asks for the row of one that `policypack/kinds/providers.ts` has. */
const TABLE = { kubernetes, aws, pulumi } as const satisfies { readonly [Name in ProviderName]: LiveProvider<Name> };

/** All of them, in the order of the command line's help. */
export const LIVE_PROVIDERS: readonly LiveProvider<ProviderName>[] = Object.values(TABLE);

/** What all have in common: every flag that one of them has. */
type Every<Union> = (Union extends unknown ? (each: Union) => void : never) extends (each: infer All) => void ? All : never;

type Live = (typeof TABLE)[ProviderName];
type FlagsOfEach<One> = One extends LiveProvider<infer _Name, infer Flags, infer _Where> ? Flags : never;
type WhereOfEach<One> = One extends LiveProvider<infer _Name, infer _Flags, infer Where> ? Where : never;

/** The flags of `scan` that speak of some provider. */
export type ScanProviderFlags = Every<FlagsOfEach<Live>>;

/** The flags of `init` that say where to look for some provider. */
export type InitProviderFlags = Every<WhereOfEach<Live>>;
