import { relative } from 'node:path';
import { auditWebhook, type AuditWebhook } from '../../policypack/facts/kubernetes/audit-webhook.js';
import { InputError } from '../audit-policy/input-error.js';
import { policyFile } from '../audit-policy/policy-file.js';
import { readText } from '../audit-policy/read-file.js';
import { yamlDocument } from '../audit-policy/yaml-document.js';
import type { HostFiles } from '../sources/kubernetes/index.js';
import type { CommandContext } from './context.js';

/** Files of the API server's host, as the configuration names them. */
export interface NamedHostFiles {
  readonly auditPolicy?: string | undefined;
  readonly auditWebhook?: string | undefined;
}

/**
 * Reads the files of the API server's host that are given.
 * @throws InputError for one that cannot be read, or that kube-apiserver would refuse
 */
export async function readHostFiles({ auditPolicy, auditWebhook: webhook }: NamedHostFiles, context: CommandContext): Promise<HostFiles> {
  return {
    ...(auditPolicy !== undefined && { policy: policyFile(await text(auditPolicy, context), shown(auditPolicy, context)).policy }),
    ...(webhook !== undefined && { webhook: webhookFile(await text(webhook, context), shown(webhook, context)) }),
  };
}

const shown = (file: string, { cwd }: CommandContext): string => relative(cwd, file) || file;

const text = (file: string, context: CommandContext): Promise<string> => readText(shown(file, context), context);

function webhookFile(content: string, file: string): AuditWebhook {
  const read = auditWebhook(yamlDocument(content, file).data);
  if (typeof read === 'string') throw new InputError(`${file}: ${read}`);
  return read;
}
