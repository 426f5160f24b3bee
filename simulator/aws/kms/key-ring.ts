import { held, type Region } from '../account.js';
import { AwsError } from '../aws-error.js';

declare module '../account.js' {
  interface RegionSeed {
    readonly keys?: readonly KeySeed[];
  }
}

/** A KMS key to begin with, in DescribeKey's words. */
export interface KeySeed {
  /** A UUID; of a multi-Region key `mrk-` and 32 hexadecimal digits. */
  readonly keyId: string;
  /** Such as `alias/audit`. */
  readonly aliases?: readonly string[];
  /** Enabled, Disabled, PendingDeletion, PendingImport, Unavailable, …; default Enabled. */
  readonly keyState?: string;
  /** Milliseconds since 1970. */
  readonly deletionDate?: number;
  /** AWS or CUSTOMER, the default. */
  readonly keyManager?: string;
}

/** A key as stored; times in milliseconds since 1970. */
export interface Key {
  readonly keyId: string;
  readonly arn: string;
  readonly account: string;
  readonly creationDate: number;
  readonly description: string;
  readonly keyManager: string;
  readonly origin: string;
  keyState: string;
  deletionDate?: number | undefined;
}

const ARN = /^arn:[\w-]+:kms:([\w-]+):(\d{12}):(.+)$/;
const KEY_ID = /^(mrk-[\da-f]{32}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/;

/** The keys of a region, and their aliases. */
export class KeyRing {
  readonly #keys = new Map<string, Key>();
  readonly #idByAlias = new Map<string, string>();

  constructor(private readonly region: Region) {
    for (const { keyId, aliases = [], keyState = 'Enabled', keyManager = 'CUSTOMER', deletionDate } of region.seed.keys ?? []) {
      this.add({ keyId, creationDate: region.opened, description: '', keyManager, origin: 'AWS_KMS', keyState, deletionDate });
      for (const alias of aliases) this.#idByAlias.set(alias, keyId);
    }
  }

  /** A key more. */
  add(made: Omit<Key, 'arn' | 'account'>): Key {
    const key = { ...made, arn: this.region.arnOf('kms', `key/${made.keyId}`), account: this.region.account.id };
    this.#keys.set(key.keyId, key);
    return key;
  }

  /** A name more for a key. @throws AwsError AlreadyExistsException */
  addAlias(alias: string, { keyId }: Key): void {
    if (this.#idByAlias.has(alias)) {
      throw new AwsError('AlreadyExistsException', `An alias with the name ${this.region.arnOf('kms', alias)} already exists`);
    }
    this.#idByAlias.set(alias, keyId);
  }

  /** A key by id or ARN, as the operations that change one want it. @throws AwsError NotFoundException, AccessDeniedException */
  byIdOrArn(given: string): Key {
    const resource = this.#resourceOf(given);
    const keyId = given === resource ? given : resource.replace(/^key\//, '');
    if (!KEY_ID.test(keyId)) throw notFound(`Invalid keyId ${given}`);
    const key = this.#keys.get(keyId);
    if (!key) throw notFound(`Key '${this.region.arnOf('kms', `key/${keyId}`)}' does not exist`);
    return key;
  }

  /** A key by id, ARN, alias or an alias's ARN. @throws AwsError NotFoundException, AccessDeniedException */
  byAnyName(given: string): Key {
    const alias = this.#resourceOf(given);
    if (!alias.startsWith('alias/')) return this.byIdOrArn(given);
    const key = this.#keys.get(this.#idByAlias.get(alias) ?? '');
    if (!key) throw notFound(`Alias ${this.region.arnOf('kms', alias)} is not found.`);
    return key;
  }

  /** What follows region and account in an ARN of here; anything else as it is. */
  #resourceOf(given: string): string {
    const [, region, account, resource] = ARN.exec(given) ?? [];
    if (resource === undefined) return given;
    if (region !== this.region.name) throw notFound(`Invalid arn ${region}`);
    if (account !== this.region.account.id) throw this.#foreign(given);
    return resource;
  }

  /** Of another account's key nobody learns whether it exists, unless its policy lets them. */
  #foreign(arn: string): AwsError {
    return new AwsError(
      'AccessDeniedException',
      `User: ${this.region.account.callerArn} is not authorized to perform this operation on resource: ${arn} because the ` +
        'resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy ' +
        'explicitly denies access',
    );
  }
}

const notFound = (message: string): AwsError => new AwsError('NotFoundException', message);

/** The keys of a region. */
export const keyRingOf = held((region: Region) => new KeyRing(region));
