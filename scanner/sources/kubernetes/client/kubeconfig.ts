import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { InputMistake } from '../../../../policypack/core/input-mistake.js';
import { homeFolder } from '../../home.js';
import { readKubeconfigs, type Entry, type Kubeconfig } from './kubeconfig-file.js';
import type { KubernetesOptions } from '../options.js';
import { textOf } from '../../../../policypack/core/untyped.js';


/** Where a cluster is and how to log in. */
export interface KubeContext {
  readonly name: string;
  /** The kubeconfig's entries; absent for the service account of the pod that this runs in. */
  readonly login?: {
    readonly cluster: Readonly<Record<string, unknown>>;
    readonly user: Readonly<Record<string, unknown>>;
  };
  /** The kubeconfig says not to verify the server's certificate. */
  readonly unverified: boolean;
}

/** Where a pod finds its service account. Source: Kubernetes, "Accessing the Kubernetes API from a Pod". */
const SERVICE_ACCOUNT_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

const IN_CLUSTER: KubeContext = { name: 'in-cluster', unverified: false };

/**
 * The contexts to read: those named, or the current one, or the pod's own account where there is no kubeconfig.
 * @throws InputMistake when there is none, or one is named that does not exist; it lists those that do
 */
export function chooseContexts({ kubeconfig: file, contexts = [] }: Pick<KubernetesOptions, 'kubeconfig' | 'contexts'>): KubeContext[] {
  const files = kubeconfigFiles(file);
  if (files.length === 0) {
    if (contexts.length === 0 && runsInCluster()) return [IN_CLUSTER];
    throw new InputMistake('no kubeconfig was found: give --kubeconfig FILE, set KUBECONFIG, or run in a pod');
  }
  const config = readKubeconfigs(files);
  if (contexts.length > 0) return [...new Set(contexts)].map((name) => resolve(config, name));
  if (config.currentContext !== undefined) return [resolve(config, config.currentContext)];
  if (file === undefined && runsInCluster()) return [IN_CLUSTER];
  throw new InputMistake(`${shown(config)}: no current-context is set: give --context. ${known(config)}`);
}

/** The contexts of a kubeconfig, for `init` to offer. Empty where there is no file. @throws InputMistake */
export function listContexts(kubeconfig?: string): { readonly name: string; readonly current: boolean }[] {
  const files = kubeconfigFiles(kubeconfig);
  if (files.length === 0) return [];
  const { contexts, currentContext } = readKubeconfigs(files);
  return contexts.map(({ name }) => ({ name, current: name === currentContext }));
}

/** Whether there is a cluster to read without being told which. @throws InputMistake when a file is there and malformed */
export function hasKubeconfig(kubeconfig?: string): boolean {
  const files = kubeconfigFiles(kubeconfig);
  return (files.length > 0 && readKubeconfigs(files).currentContext !== undefined) || runsInCluster();
}

/** A file that is named must exist; of those that are looked for, the missing ones do not count. Source: kubectl's loading rules. */
function kubeconfigFiles(named: string | undefined): string[] {
  if (named !== undefined) return [named];
  const listed = (process.env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  const home = homeFolder();
  const usual = home === undefined ? [] : [join(home, '.kube', 'config')];
  return (listed.length > 0 ? listed : usual).filter((file) => existsSync(file));
}

const runsInCluster = (): boolean =>
  Boolean(process.env['KUBERNETES_SERVICE_HOST']) && existsSync(SERVICE_ACCOUNT_TOKEN);

function resolve(config: Kubeconfig, name: string): KubeContext {
  const context = config.contexts.find((entry) => entry.name === name);
  if (!context) throw new InputMistake(`${shown(config)}: there is no context "${name}". ${known(config)}`);
  const cluster = referred(config.clusters, context, 'cluster').value;
  if (typeof cluster['server'] !== 'string' || !URL.canParse(cluster['server'])) {
    throw new InputMistake(
      `${context.file}: cluster of context "${name}": server: expected a URL such as https://host:6443`,
    );
  }
  const user = context.value['user'] ? referred(config.users, context, 'user').value : {};
  return { name, login: { cluster, user }, unverified: cluster['insecure-skip-tls-verify'] === true };
}

function referred(among: readonly Entry[], context: Entry, kind: 'cluster' | 'user'): Entry {
  const found = among.find(({ name }) => name === context.value[kind]);
  if (!found)
    throw new InputMistake(
      `${context.file}: context "${context.name}" names the ${kind} "${textOf(context.value[kind] ?? '')}", which is not there`,
    );
  return found;
}

const shown = ({ files }: Kubeconfig): string => files.join(', ');

const known = ({ contexts }: Kubeconfig): string =>
  contexts.length === 0 ? 'It holds no contexts.' : `Its contexts: ${contexts.map(({ name }) => name).join(', ')}.`;
