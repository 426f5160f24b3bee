import type { Fault } from '../faults.js';
import { startService, type Service } from '../http-service.js';
import { Account, type Region, type RegionSeed } from './account.js';
import { FrontDoor } from './front-door.js';
import { logStoreOf, type LogStore } from './logs/store.js';
import { OPERATIONS } from './operations.js';

/** What a simulated account is, and what goes wrong in it. */
export interface AwsOptions {
  /** Twelve digits; default 123456789012. */
  readonly account?: string;
  /**
   * The regions that the account has enabled, with what each begins with; any other answers
   * UnrecognizedClientException. Default: every region, empty.
   */
  readonly regions?: Readonly<Record<string, RegionSeed>>;
  /** The IAM actions that the caller may take, such as `logs:DescribeLogGroups`; any other is denied. Default: all. */
  readonly allowed?: readonly string[];
  readonly faults?: readonly Fault[];
  /** Default: a free one. */
  readonly port?: number;
}

/** A simulated AWS account at one endpoint, for every service and region of it. */
export interface SimulatedAws extends Service {
  readonly account: string;
  /** A region, from which each service's state is had. */
  region(name: string): Region;
  /** The log groups of a region. */
  store(region: string): LogStore;
}

/**
 * Starts a simulated AWS account on 127.0.0.1: as much of CloudWatch Logs, tagging, STS, KMS, Bedrock and S3 as the files
 * that operations.ts lists declare. Any credentials are taken; service and region are read from the request's signature.
 *
 * @throws the system's error when the port cannot be had
 */
export async function startAws(options: AwsOptions = {}): Promise<SimulatedAws> {
  const { account: id = '123456789012', regions, allowed, faults, port } = options;
  const account = new Account(id, regions);
  const region = (name: string) => account.region(name);
  const service = await startService({ protocol: new FrontDoor(account, OPERATIONS, allowed), faults, port });
  return { ...service, account: id, region, store: (name) => logStoreOf(region(name)) };
}
