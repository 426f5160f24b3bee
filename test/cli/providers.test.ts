import { describe, expect, it } from 'vitest';
import { byName, provider } from '../../policypack/core/provider.js';
import { KINDS } from '../../policypack/kinds/index.js';
import { CATEGORIES, placing, PROVIDERS, type ProviderName } from '../../policypack/kinds/providers.js';
import { initCommand } from '../../scanner/cli/init-command.js';
import { scanCommand } from '../../scanner/cli/scan-command.js';
import { LIVE_PROVIDERS } from '../../scanner/sources/index.js';
import type { LiveProvider } from '../../scanner/sources/provider.js';

const providers = Object.values(PROVIDERS);
const scanFlags = scanCommand().options.map(({ long }) => long);

describe('the two tables of providers', () => {
  it('hold the same ones', () => {
    expect(LIVE_PROVIDERS.map(({ name }) => name)).toEqual(providers.map(({ name }) => name));
  });

  it('hold one for every kind, but for what logproof says of itself', () => {
    const names = new Set(KINDS.all.map(({ id }) => id.slice(0, id.indexOf('.'))));
    expect([...names].filter((name) => name !== 'logproof').sort()).toEqual(providers.map(({ name }) => name).sort());
  });

  it('say where a resource of every type that is read will be', () => {
    const types = KINDS.all.flatMap(({ declared = {} }) => Object.keys(declared));
    expect(types.length).toBeGreaterThan(10);
    for (const type of types) expect(() => placing({ type, urn: 'urn:pulumi:prod::ai::t::n', name: 'n', properties: {}, propertyDependencies: {} }, 'pulumi:ai/prod')).not.toThrow();
  });

  it('share no package and no category', () => {
    const packages = providers.flatMap((each) => each.packages);
    expect(new Set(packages).size).toBe(packages.length);
    expect(new Set(Object.values(CATEGORIES)).size).toBe(providers.length);
  });
});

describe('half a provider does not compile', () => {
  const half = provider({ name: 'aws', packages: ['aws'], settings: PROVIDERS.aws.settings, placing: PROVIDERS.aws.placing, category: 'AWS audit logs' });

  it('under the name of another', () => {
    // @ts-expect-error -- it is called aws
    expect(byName({ azure: half })).toBeDefined();
  });

  it('that does not say where its resources are', () => {
    // @ts-expect-error -- it has no placing: what its programs declare would be joined across the world
    expect(provider({ name: 'aws', packages: ['aws'], settings: PROVIDERS.aws.settings, category: 'AWS audit logs' })).toBeDefined();
  });

  it('without its live half', () => {
    const [kubernetes, aws] = LIVE_PROVIDERS;
    // @ts-expect-error -- there is no row for pulumi
    const table: { readonly [Name in ProviderName]: LiveProvider<ProviderName> | undefined } = { kubernetes, aws };
    expect(Object.keys(table)).not.toContain('pulumi');
  });
});

describe.each(LIVE_PROVIDERS.map((live) => ({ name: live.name, live })))('$name', ({ name, live }) => {
  const flags = live.flags().options;

  it('has settings of which none must be given', () => {
    expect(PROVIDERS[name].settings.safeParse({}).success).toBe(true);
  });

  it('has its flags at scan and at init', () => {
    expect(scanFlags).toEqual(expect.arrayContaining(flags.map(({ long }) => long)));
    expect(initCommand().options.map(({ long }) => long)).toEqual(expect.arrayContaining(live.init.flags().options.map(({ long }) => long)));
  });

  it('asks for something only by flags that it has', () => {
    expect(flags.map((option) => option.attributeName())).toEqual(expect.arrayContaining([...(live.asks?.flags ?? [])]));
  });

  it('keeps settings as they are where no flag is given', () => {
    const settings = PROVIDERS[name].settings.parse({});
    const same = (path: string): string => path;
    // Whether a key is absent or undefined is the same to a source.
    expect(live.settle(settings, {}, { here: same, beside: same })).toEqual(settings);
  });
});

describe('the flags of scan', () => {
  it('are each of one provider, or of scan itself', () => {
    expect(new Set(scanFlags).size).toBe(scanFlags.length);
  });
});
