import { OrderedCollection, type Population } from '../../ordered-collection.js';
import { held, type Region } from '../account.js';
import { notFound } from '../aws-error.js';
import type { AccountPolicy, AccountPolicySeed, ListedLogGroup, LogGroup, LogGroupSeed } from './model.js';
import { accountPolicy } from './retention.js';

declare module '../account.js' {
  interface RegionSeed {
    readonly logGroups?: readonly LogGroupSeed[];
    /** Log groups made on demand, in ascending order of their names. */
    readonly population?: Population<LogGroupSeed>;
    /** Account policies, in the order of their creation. */
    readonly accountPolicies?: readonly AccountPolicySeed[];
  }
}

/** The log groups of a region. */
export class LogStore {
  readonly logGroups: OrderedCollection<ListedLogGroup>;
  /** In the order of their creation. */
  readonly accountPolicies: AccountPolicy[];
  readonly #region: Region;

  constructor(region: Region) {
    this.#region = region;
    const { logGroups = [], population, accountPolicies = [] } = region.seed;
    this.accountPolicies = accountPolicies.map((policy) => accountPolicy(region.account.id, policy, policy.created ?? region.opened));
    this.logGroups = new OrderedCollection<ListedLogGroup>((group) => group.logGroupName, population);
    for (const seed of logGroups) this.putLogGroup(seed);
  }

  /** Twelve digits. */
  get account(): string {
    return this.#region.account.id;
  }

  /** When a group that a seed does not date was created, in milliseconds since 1970. */
  get opened(): number {
    return this.#region.opened;
  }

  /** Adds a group, or puts it in the place of another. */
  putLogGroup(seed: LogGroupSeed): void {
    this.logGroups.set(this.#stored(seed));
  }

  /** The group, ready to be changed. @throws AwsError ResourceNotFoundException */
  logGroup(name: string): LogGroup {
    const found = this.logGroups.get(name);
    if (found === undefined) throw notFound('log group');
    if (isStored(found)) return found;
    const stored = this.#stored(found);
    this.logGroups.set(stored);
    return stored;
  }

  /** The group as it is, for reading. @throws AwsError ResourceNotFoundException */
  readLogGroup(name: string): LogGroup {
    const found = this.logGroups.get(name);
    if (found === undefined) throw notFound('log group');
    return isStored(found) ? found : this.#stored(found);
  }

  arn(logGroupName: string): string {
    return `${this.#arnPrefix}${logGroupName}`;
  }

  /** A group's name from its name or its ARN, with or without the trailing `:*`. */
  nameOf(identifier: string): string {
    if (!identifier.startsWith('arn:')) return identifier;
    if (!identifier.startsWith(this.#arnPrefix)) throw notFound('resource');
    return identifier.slice(this.#arnPrefix.length).replace(/:\*$/, '');
  }

  get #arnPrefix(): string {
    return this.#region.arnOf('logs', 'log-group:');
  }

  #stored(seed: LogGroupSeed): LogGroup {
    const { creationTime = this.opened, storedBytes = 0, logGroupClass = 'STANDARD' } = seed;
    const streams = (seed.streams ?? []).map((logStreamName) => ({ logStreamName, creationTime, events: [] }));
    return {
      logGroupName: seed.logGroupName,
      creationTime,
      retentionInDays: seed.retentionInDays,
      storedBytes,
      kmsKeyId: seed.kmsKeyId,
      logGroupClass,
      deletionProtectionEnabled: seed.deletionProtectionEnabled ?? false,
      tags: { ...seed.tags },
      streams: new Map(streams.map((stream) => [stream.logStreamName, stream])),
    };
  }
}

/** The log groups of a region. */
export const logStoreOf = held((region: Region) => new LogStore(region));

const isStored = (group: ListedLogGroup): group is LogGroup => group.streams instanceof Map;
