import { gap, known, type Known } from '../../../../policypack/core/known.js';
import type { ControlPlaneFacts } from '../../../../policypack/kinds/kubernetes/control-plane/facts.js';
import { policyText, webhookText } from '../../../../policypack/kinds/kubernetes/auditing/files.js';
import { unlessRefused, type RefusedFile } from '../../../../policypack/kinds/kubernetes/yaml/refused-file.js';
import { interrupted } from '../../failure.js';
import type { Call, ResourceRight } from '../client/call.js';
import type { Connection } from '../client/connection.js';
import { HttpError, kubernetesFailure } from '../client/errors.js';
import type { ConfigMapKey, HostFiles } from '../options.js';

/** What the reading works with. */
export interface HostFilesOptions {
  readonly connection: Pick<Connection, 'get'>;
  readonly signal: AbortSignal;
  readonly files: HostFiles;
}

/** One of the files: what it is called, where it is given, and how its text is read. */
interface HostFile<T extends object> {
  readonly called: string;
  readonly setting: string;
  read(text: string, place: string): Known<T | RefusedFile>;
}

const POLICY = { called: 'the audit policy', setting: 'sources.kubernetes.auditPolicy', read: policyText };
const WEBHOOK = { called: "the webhook's kubeconfig", setting: 'sources.kubernetes.auditWebhook', read: webhookText };

/** The files of the API servers' hosts. Never throws for what a cluster holds: what cannot be read is unknown. */
export async function readHostFiles(options: HostFilesOptions): Promise<Pick<ControlPlaneFacts, 'policy' | 'webhook'>> {
  const [policy, webhook] = await Promise.all([fileOf(POLICY, options.files.policy, options), fileOf(WEBHOOK, options.files.webhook, options)]);
  return { policy, webhook };
}

async function fileOf<T extends object>(file: HostFile<T>, given: T | ConfigMapKey | undefined, options: HostFilesOptions): Promise<Known<T>> {
  if (given === undefined) return gap('unsupported', `${file.called}, a file on the API server's host: give it by ${file.setting}`, { message: `${file.called} is not known: it is a file on the API server's host; give a copy of it by ${file.setting}`, todo: `Give a copy of it by ${file.setting}.` });
  return isReference(given) ? fromConfigMap(file, given, options) : known(given);
}

const isReference = (given: object): given is ConfigMapKey => 'configMap' in given;

/** What a ConfigMap that the user names is asked for. */
export function configMapCall(configMap: string): Call & { readonly right: ResourceRight } {
  const [namespace = '', name = ''] = configMap.split('/');
  const why = "The ConfigMaps that logproof.yaml names as copies of files on the API servers' hosts.";
  return {
    operation: `get configmaps ${configMap}`,
    path: `/api/v1/namespaces/${namespace}/configmaps/${name}`,
    right: { role: 'audit-files', apiGroup: '', resource: 'configmaps', verbs: ['get'], namespace, name, why },
  };
}

async function fromConfigMap<T extends object>(file: HostFile<T>, { configMap, key }: ConfigMapKey, { connection, signal }: HostFilesOptions): Promise<Known<T>> {
  const place = `ConfigMap ${configMap}`;
  const { operation, path, right } = configMapCall(configMap);
  try {
    const text = textUnder(key, await connection.get(path));
    if (text === undefined) return gap('unsupported', `${file.called} (${place} holds no text under the key ${key}, which ${file.setting} names)`);
    return unlessRefused(file.called, file.read(text, `${place}, key ${key}`));
  } catch (problem) {
    if (problem instanceof HttpError && problem.status === 404) return gap('unsupported', `${file.called} (${place}, which ${file.setting} names, is not there)`);
    const { reason } = signal.aborted ? interrupted(operation) : kubernetesFailure(problem, { operation, begun: false });
    const grant = reason === 'forbidden' ? `: grant it, by a Role in ${right.namespace} with resourceNames: [${right.name}], see docs/kubernetes.md` : '';
    return gap(reason, `${file.called} (${operation}${grant})`);
  }
}

function textUnder(key: string, configMap: unknown): string | undefined {
  const data = (configMap as { data?: unknown } | null)?.data;
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, key)) return undefined;
  const text = (data as Readonly<Record<string, unknown>>)[key];
  return typeof text === 'string' ? text : undefined;
}
