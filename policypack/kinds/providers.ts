import type { z } from 'zod';
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
