import { Analyzer } from '../../policypack/pulumi/analyzer.js';
import { AnalyzerService, grpc } from '../../policypack/pulumi/protocol.js';
import { readConfiguration } from '../../policypack/configuration/load.js';
import { settingsFrom } from '../../policypack/configuration/settings.js';
import { readWaivers } from '../../policypack/configuration/waivers.js';
import { CONTROLS } from '../../policypack/controls/index.js';
import type { Settings } from '../../policypack/core/settings.js';
import { Engine } from './engine.js';

/** What a user writes; nothing is a configuration too. */
export interface Written {
  readonly logproof?: string;
  readonly waivers?: string;
  readonly today?: string;
}

/** Settings from the texts of `logproof.yaml` and `waivers.yaml`. */
export function settingsOf({ logproof, waivers }: Written): Settings {
  const ids = CONTROLS.map(({ id }) => id);
  return settingsFrom(
    readConfiguration(logproof, 'logproof.yaml'),
    readWaivers(waivers ?? '', 'waivers.yaml', ids),
    CONTROLS,
  );
}

/** Runs a test against the pack in this process, spoken to over a socket as the engine does, with what it says beside its answers. */
export async function withPack<T>(written: Written, test: (engine: Engine, remarks: readonly string[]) => Promise<T>): Promise<T> {
  const remarks: string[] = [];
  const analyzer = new Analyzer({
    manifest: { name: 'logproof', version: '1.2.3', description: 'the pack' },
    loadSettings: () => settingsOf(written),
    today: () => written.today ?? '2026-06-01',
    tell: (line) => void remarks.push(line),
  });
  const server = new grpc.Server();
  server.addService(AnalyzerService, analyzer.service());
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (problem, bound) =>
      problem ? reject(problem) : resolve(bound),
    );
  });
  const engine = new Engine(port);
  try {
    return await test(engine, remarks);
  } finally {
    engine.close();
    server.forceShutdown();
  }
}

/** What of a control a preview leaves to the same `up`, by its remarks. */
export const waitingOf = (remarks: readonly string[], control: string): string[] =>
  remarks.flatMap((line) => line.match(new RegExp(`(?<=^not judged yet,.*[:;] ${control} \\()[^()]*`))?.[0] ?? []);
