import { afterEach } from 'vitest';
import type { Drift, Finding } from '../../policypack/core/result.js';
import { startAws, type Fault, type LogGroupSeed, type SimulatedAws } from '../../simulator/index.js';
import { folderWith, logproof, scanned, type Ended, type SavedResult } from '../cli/command-line.js';
import { anAwsUser } from '../sources/aws/account.js';

/** What a scan is given. */
export interface Scanning {
  /** States by file name, given in this order. */
  readonly states: Readonly<Record<string, string>>;
  /** Live log groups by region; without it nothing live is read. */
  readonly live?: Readonly<Record<string, readonly LogGroupSeed[]>>;
  /** The regions that are read. Default: all of `live`. */
  readonly regions?: readonly string[];
  readonly faults?: readonly Fault[];
  readonly yaml?: string;
  readonly flags?: readonly string[];
}

/** A scan's result, in the words of its tests. */
export interface Told {
  readonly code: number;
  readonly result: SavedResult;
  /** `control outcome` of what neither passes nor is not applicable, each with the place that it is of. */
  readonly findings: readonly Pick<Finding, 'control' | 'outcome' | 'message' | 'remediation' | 'subject'>[];
  readonly drift: readonly Drift[];
  /** Messages of one control, sorted by place. */
  of(control: string): string[];
}

/** Only what these states are about. */
const QUIET = `
controls:
  audit-sink-present: { level: disabled }
  log-group-present: { level: disabled }
  bedrock-invocation-logging-enabled: { level: disabled }
  log-group-encrypted: { level: disabled }
  log-group-deletion-protected: { level: disabled }
  log-group-key-usable: { level: disabled }
`;

/** Runs scans of states, and of a simulated AWS beside them, through the whole command line. */
export function scansOfStates(): { told(scanning: Scanning): Promise<Told>; printed(scanning: Scanning): Promise<Ended> } {
  anAwsUser();
  const running: SimulatedAws[] = [];
  const folders: { remove(): void }[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((aws) => aws.stop()));
    for (const folder of folders.splice(0)) folder.remove();
  });
  async function given({ states, live, regions = Object.keys(live ?? {}), faults = [], yaml = QUIET, flags = [] }: Scanning) {
    const folder = folderWith({ ...states, 'logproof.yaml': yaml });
    folders.push(folder);
    const read = Object.keys(states).flatMap((file) => ['--pulumi-state', file]);
    if (!live) return { argv: ['--source', 'pulumi', ...read, ...flags], cwd: folder.path };
    const aws = await startAws({ regions: Object.fromEntries(Object.entries(live).map(([region, logGroups]) => [region, { logGroups }])), faults });
    running.push(aws);
    return { argv: [...read, ...regions.flatMap((region) => ['--region', region]), '--endpoint-url', aws.url, ...flags], cwd: folder.path };
  }
  return {
    async told(scanning) {
      const { argv, cwd } = await given(scanning);
      const { code, result } = await scanned(argv, { cwd });
      return {
        code,
        result,
        findings: result.findings,
        drift: result.drift,
        of: (control) => result.findings.filter((finding) => finding.control === control).map(({ outcome, message }) => `${outcome}: ${message}`),
      };
    },
    async printed(scanning) {
      const { argv, cwd } = await given(scanning);
      return logproof(['scan', '--no-progress', ...argv], { cwd });
    },
  };
}
