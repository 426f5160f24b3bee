import type { Fault } from '../faults.js';
import { startService, type Service } from '../http-service.js';
import { AwsProtocol } from './protocol.js';
import { RegionStore, type RegionSeed } from './region-store.js';

export interface AwsOptions {
  /** Twelve digits; default 123456789012. */
  readonly account?: string;
  /**
   * The regions that the account has enabled, with what each begins with; any other answers
   * UnrecognizedClientException. Default: every region, empty.
   */
  readonly regions?: Readonly<Record<string, RegionSeed>>;
  readonly faults?: readonly Fault[];
  /** Default: a free one. */
  readonly port?: number;
}

/** A simulated AWS account at one endpoint, for every service and region of it. */
export interface SimulatedAws extends Service {
  readonly account: string;
  /** What a region holds; made on first use. */
  store(region: string): RegionStore;
}

/**
 * Starts a simulated AWS account on 127.0.0.1: CloudWatch Logs, STS GetCallerIdentity and tagging's GetResources.
 * Any credentials are taken; the region is read from the request's signature.
 *
 * @throws the system's error when the port cannot be had
 */
export async function startAws(options: AwsOptions = {}): Promise<SimulatedAws> {
  const { account = '123456789012', regions, faults, port } = options;
  const stores = new Map<string, RegionStore>();
  const store = (region: string): RegionStore => {
    const opened = stores.get(region) ?? new RegionStore(account, region, regions?.[region]);
    stores.set(region, opened);
    return opened;
  };
  const enabled = (region: string) => (regions && !Object.hasOwn(regions, region) ? undefined : store(region));
  const service = await startService({ protocol: new AwsProtocol(account, enabled), faults, port });
  return { ...service, account, store };
}
