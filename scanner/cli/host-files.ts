import { relative } from 'node:path';
import type { LoadedConfiguration } from '../../policypack/configuration/load.js';
import type { HostFileReference, HostFileReferences, KubernetesConfiguration } from '../../policypack/configuration/schema.js';
import { auditWebhook, type AuditWebhook } from '../../policypack/kinds/kubernetes/auditing/webhook.js';
import { InputError } from '../audit-policy/input-error.js';
import { policyFile } from '../audit-policy/policy-file.js';
import { readText } from '../audit-policy/read-file.js';
import { yamlDocument } from '../audit-policy/yaml-document.js';
import type { ConfigMapKey, HostFiles } from '../sources/kubernetes/index.js';
import { aiWorkloadOrder } from './ai-workload-order.js';
import { UsageError, type CommandContext } from './context.js';

/**
 * The files of each context that is read.
 * @throws UsageError for files of a context that is neither read nor configured; InputError as {@link readHostFiles}
 */
export async function readContextFiles(kubernetes: KubernetesConfiguration, { configuration }: LoadedConfiguration, context: CommandContext): Promise<(name: string) => HostFiles> {
  const { chooseContexts } = await import('../sources/kubernetes/index.js');
  const names = chooseContexts(kubernetes).map(({ name }) => name);
  // A flag may pick fewer contexts than the file: what the file says of the others is no mistake.
  const expected = new Set([...names, ...(configuration.sources.kubernetes?.contexts ?? [])]);
  const strange = Object.keys(kubernetes.perContext ?? {}).filter((name) => !expected.has(name));
  if (strange.length > 0) throw new UsageError(`sources.kubernetes.perContext: ${strange.join(', ')}: no context that is read; these are: ${names.join(', ')}`);
  const files = new Map<string, HostFiles>();
  for (const name of names) files.set(name, await readHostFiles(referencesFor(name, kubernetes), context));
  return (name) => files.get(name) ?? {};
}

/**
 * Whether API servers are read: the flag, then the file, says so; whoever gives a file of their hosts means it. Whether a
 * workload is audited is for its API servers to tell: who looks for the one reads the other.
 */
export function readsApiServers({ apiServer, aiWorkloads, auditPolicy, auditWebhook: webhook, perContext }: KubernetesConfiguration, flags: { readonly apiServer?: boolean; readonly aiWorkloads?: boolean }): boolean {
  return aiWorkloadOrder(flags.aiWorkloads ?? false, aiWorkloads) !== undefined || (flags.apiServer ?? apiServer ?? (auditPolicy ?? webhook ?? perContext) !== undefined);
}

/** What is given for a context: its own, before what holds for all. */
export function referencesFor(name: string, { auditPolicy, auditWebhook: webhook, perContext = {} }: KubernetesConfiguration): HostFileReferences {
  const own = Object.hasOwn(perContext, name) ? perContext[name] : undefined;
  return { auditPolicy: own?.auditPolicy ?? auditPolicy, auditWebhook: own?.auditWebhook ?? webhook };
}

/** The references with every path resolved. */
export function resolved({ auditPolicy, auditWebhook: webhook, perContext }: KubernetesConfiguration, path: (text: string) => string): Pick<KubernetesConfiguration, 'auditPolicy' | 'auditWebhook' | 'perContext'> {
  const at = (reference: HostFileReference | undefined) => (typeof reference === 'string' ? path(reference) : reference);
  const own = Object.entries(perContext ?? {}).map(([name, files]) => [name, { auditPolicy: at(files.auditPolicy), auditWebhook: at(files.auditWebhook) }]);
  return { auditPolicy: at(auditPolicy), auditWebhook: at(webhook), ...(perContext && { perContext: Object.fromEntries(own) as typeof perContext }) };
}

/**
 * Reads the files that are given; what stands in a ConfigMap is for the source to read.
 * @throws InputError for one that cannot be read, or that kube-apiserver would refuse
 */
export async function readHostFiles({ auditPolicy, auditWebhook: webhook }: HostFileReferences, context: CommandContext): Promise<HostFiles> {
  return {
    ...(auditPolicy !== undefined && { policy: await given(auditPolicy, context, (content, file) => policyFile(content, file).policy) }),
    ...(webhook !== undefined && { webhook: await given(webhook, context, webhookFile) }),
  };
}

const given = async <T>(reference: HostFileReference, context: CommandContext, read: (content: string, file: string) => T): Promise<T | ConfigMapKey> =>
  typeof reference === 'string' ? read(await text(reference, context), shown(reference, context)) : reference;

const shown = (file: string, { cwd }: CommandContext): string => relative(cwd, file) || file;

const text = (file: string, context: CommandContext): Promise<string> => readText(shown(file, context), context);

function webhookFile(content: string, file: string): AuditWebhook {
  const read = auditWebhook(yamlDocument(content, file).data);
  if (typeof read === 'string') throw new InputError(`${file}: ${read}`);
  return read;
}
