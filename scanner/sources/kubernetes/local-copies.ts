import { relative } from 'node:path';
import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { auditWebhook, type AuditWebhook } from '../../../policypack/kinds/kubernetes/auditing/webhook.js';
import type { HostFileReference, HostFileReferences, KubernetesConfiguration } from '../../../policypack/kinds/kubernetes/provider.js';
import { ANY_DIALECT } from '../../../policypack/audit-policy/index.js';
import { policyFile } from '../../audit-policy/policy-file.js';
import { readText, type Files } from '../../audit-policy/read-file.js';
import { yamlDocument } from '../../audit-policy/yaml-document.js';
import { referencesFor } from './host-file-references.js';
import { chooseContexts } from './client/kubeconfig.js';
import type { ConfigMapKey, HostFiles } from './options.js';

/** Which contexts are read, and which files are given for them. */
type ContextsAndFiles = Pick<KubernetesConfiguration, 'kubeconfig' | 'contexts' | 'auditPolicy' | 'auditWebhook' | 'perContext'>;

/**
 * The files of each context that is read: copies of what stands on the hosts of its API servers.
 * @param configured what the file says: a flag may pick fewer contexts, and what it says of the others is no mistake
 * @throws InputMistake for files of a context that is neither read nor configured, and as {@link readLocalCopies}
 */
export async function copiesOfContexts(kubernetes: ContextsAndFiles, configured: KubernetesConfiguration | undefined, files: Files): Promise<(context: string) => HostFiles> {
  const names = chooseContexts(kubernetes).map(({ name }) => name);
  const expected = new Set([...names, ...(configured?.contexts ?? [])]);
  const strange = Object.keys(kubernetes.perContext ?? {}).filter((name) => !expected.has(name));
  if (strange.length > 0) throw new InputMistake(`sources.kubernetes.perContext: ${strange.join(', ')}: no context that is read; these are: ${names.join(', ')}`);
  const read = new Map<string, HostFiles>();
  for (const name of names) read.set(name, await readLocalCopies(referencesFor(name, kubernetes), files));
  return (name) => read.get(name) ?? {};
}

/**
 * Reads the files that are given; what stands in a ConfigMap is for the source to read.
 * @throws InputMistake for one that cannot be read, or that kube-apiserver would refuse
 */
export async function readLocalCopies({ auditPolicy, auditWebhook: webhook }: HostFileReferences, files: Files): Promise<HostFiles> {
  return {
    ...(auditPolicy !== undefined && { policy: await given(auditPolicy, files, (content, file) => policyFile(content, file, ANY_DIALECT).policy) }),
    ...(webhook !== undefined && { webhook: await given(webhook, files, webhookFile) }),
  };
}

async function given<T>(reference: HostFileReference, files: Files, read: (content: string, file: string) => T): Promise<T | ConfigMapKey> {
  if (typeof reference !== 'string') return reference;
  const shown = relative(files.cwd, reference) || reference;
  return read(await readText(shown, files), shown);
}

function webhookFile(content: string, file: string): AuditWebhook {
  const read = auditWebhook(yamlDocument(content, file).data);
  if (typeof read === 'string') throw new InputMistake(read, { file });
  return read;
}
