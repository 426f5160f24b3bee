import { mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { binary } from '../build.js';
import { scratch } from '../scratch.js';

/** What the resources of a stack are made in. */
export interface PulumiEnvironmentOptions {
  /** CloudWatch Logs endpoint where log groups and streams are really made; without it they only echo. */
  readonly awsEndpoint?: string;
  /** Path of the kubeconfig whose apiserver takes the Kubernetes objects; without it they only echo. */
  readonly kubeconfig?: string;
  /** More variables for the engine, its providers and its packs. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A Pulumi installation of its own: engine, state and plugins, touching nothing of the user's. */
export interface PulumiEnvironment {
  readonly folder: string;
  /** URL of the state's backend. */
  readonly backend: string;
  /** Path of the pulumi command. */
  readonly command: string;
  /** All variables a pulumi command must have beside those of this process. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const shims = join(dirname(fileURLToPath(import.meta.url)), '..', 'shims');

/** Makes one; the states of its stacks live until it is stopped. */
export async function pulumiEnvironment(options: PulumiEnvironmentOptions = {}): Promise<PulumiEnvironment> {
  const command = await binary('pulumi');
  const { folder, remove } = scratch('pulumi');
  const [home, state] = ['home', 'state'].map((name) => join(folder, name)) as [string, string];
  for (const made of [home, state]) mkdirSync(made);
  const backend = pathToFileURL(state).href;
  return {
    folder,
    backend,
    command,
    env: {
      PATH: [shims, dirname(command), process.env['PATH'] ?? ''].join(delimiter),
      PULUMI_HOME: home,
      PULUMI_BACKEND_URL: backend,
      PULUMI_CONFIG_PASSPHRASE: 'passphrase of a state that is gone in minutes',
      PULUMI_SKIP_UPDATE_CHECK: 'true',
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
      ...(options.awsEndpoint === undefined ? {} : { LOGPROOF_RIG_AWS_ENDPOINT: options.awsEndpoint }),
      ...(options.kubeconfig === undefined ? {} : { LOGPROOF_RIG_KUBECONFIG: options.kubeconfig }),
      ...options.env,
    },
    stop: async () => remove(),
  };
}
