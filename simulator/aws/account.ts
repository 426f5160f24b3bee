/**
 * What a region begins with. Every service adds its own members to it, beside the operations that read them
 * (`declare module`), so that a service more needs no edit here.
 */
export interface RegionSeed {
  /** When everything that a seed does not date was created, in milliseconds since 1970. Default: now. */
  readonly opened?: number;
}

/** One region of a simulated account. */
export class Region {
  /** When everything that a seed does not date was created, in milliseconds since 1970. */
  readonly opened: number;

  /** @param name such as `eu-west-1` */
  constructor(
    readonly account: Account,
    readonly name: string,
    readonly seed: RegionSeed,
  ) {
    this.opened = seed.opened ?? Date.now();
  }

  /** The ARN of a thing here: `arnOf('kms', 'alias/audit')`. */
  arnOf(service: string, resource: string): string {
    return `arn:aws:${service}:${this.name}:${this.account.id}:${resource}`;
  }
}

/** A simulated account: twelve digits, and its regions. */
export class Account {
  readonly #regions = new Map<string, Region>();

  /** @param seeds the regions that the account has enabled, with what each begins with; undefined: every region, empty */
  constructor(
    readonly id: string,
    private readonly seeds: Readonly<Record<string, RegionSeed>> | undefined,
  ) {}

  /** Who asks, whatever the credentials. */
  get callerArn(): string {
    return `arn:aws:iam::${this.id}:user/simulator`;
  }

  /** A region, enabled or not; the same one each time. */
  region(name: string): Region {
    const region = this.#regions.get(name) ?? new Region(this, name, this.seeds?.[name] ?? {});
    this.#regions.set(name, region);
    return region;
  }

  /** Whether requests to the region are answered. */
  isEnabled(name: string): boolean {
    return this.seeds === undefined || Object.hasOwn(this.seeds, name);
  }

  /** The names of the enabled regions, in order; of an account that has every one, those that opened first. */
  get enabledRegions(): readonly string[] {
    return Object.keys(this.seeds ?? { 'eu-west-1': {}, 'us-east-1': {}, 'us-west-2': {} }).sort();
  }

  /** The regions that begin with something. */
  get seeded(): readonly Region[] {
    return Object.keys(this.seeds ?? {}).map((name) => this.region(name));
  }
}

/**
 * What a service holds for a region, or for an account: made on first use, the same one each time. Services keep their
 * state by it, so that neither account nor region knows of them.
 */
export function held<Owner extends object, Thing extends object>(make: (owner: Owner) => Thing): (owner: Owner) => Thing {
  const things = new WeakMap<Owner, Thing>();
  return (owner) => {
    const thing = things.get(owner) ?? make(owner);
    things.set(owner, thing);
    return thing;
  };
}
