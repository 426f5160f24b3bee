import { isKnown, known } from '../../../../core/known.js';
import type { AnyFact, Fact } from '../../../../core/fact.js';
import { webhookText } from '../../auditing/files.js';
import { read, readText, Unread, type Tree } from '../../../declared/property-tree.js';
import { baseName, fileOf } from '../../auditing/policy-file.js';
import { declaredApiServer, declaredAuditPolicy, unreadConfigMap, type Place } from './server.js';
import { auditDocuments, type AuditDocument } from './audit-documents.js';
import { named, textOr, type Form, type Named } from '../../../declared/objects.js';
import type { DeclaredResource } from '../../../declared/resource.js';
import { unreadParts } from './unread-config-maps.js';

/** What a ConfigMap says of auditing: policies, and configurations of kubeadm and kind that start API servers. */
export const configMaps =
  (form: Form) =>
  (resource: DeclaredResource, scope: string): AnyFact[] => {
    const facts = contained(resource, form).flatMap((object) => factsOf(resource, scope, object));
    // In the order of the joins: a list's objects are told apart by it.
    const isServer = ({ kind }: AnyFact): boolean => kind === 'kubernetes.declared-api-server';
    return [...facts.filter(isServer), ...facts.filter((fact) => !isServer(fact))];
  };

/** A list that is not known yet is one ConfigMap of which nothing is. */
function contained(resource: DeclaredResource, form: Form): Named[] {
  const items = form === 'list' ? read(resource.properties, 'items') : known(undefined);
  return isKnown(items) ? named(resource, form) : [{ name: resource.name, tree: { data: new Unread(items.gap) } }];
}

function factsOf(resource: DeclaredResource, scope: string, { name, tree }: Named): AnyFact[] {
  const full = `${textOr(readText(tree, 'metadata.namespace'), 'default')}/${name}`;
  const at = (document: Pick<AuditDocument, 'key' | 'label'>): Place => ({
    resource,
    scope,
    id: `/ConfigMap/${full}#${document.label}`,
    name: `${full} ${document.label}`,
  });
  const data = entriesOf(tree, name);
  const documents = data.flatMap(([key, value]) => auditDocuments(key, value, name));
  const policies = documents.filter((document) => document.is === 'policy');
  const servers = documents.filter((document) => document.is === 'configuration');
  const joined = new Set<AuditDocument>();
  const serverFacts = servers.map((server): Fact<'kubernetes.declared-api-server'> => {
    const policy = ownPolicy(server, policies);
    if (policy) joined.add(policy);
    const webhook = ownWebhook(server, data);
    return declaredApiServer(at(server), `ConfigMap ${full}`, {
      flags: server.flags,
      version: server.version,
      ...(policy && { policy: policy.policy }),
      ...(webhook !== undefined && { webhook: webhookText(webhook, baseName(fileOf(server.flags, 'audit-webhook-config-file') ?? '')) }),
    });
  });
  const alone = policies.filter((policy) => !joined.has(policy));
  return [
    ...serverFacts,
    ...alone.map((policy) => declaredAuditPolicy(at(policy), { file: policy.label, policy: policy.policy })),
    ...unreadParts(tree, full).map((part) => unreadConfigMap(at({ key: part.key ?? name, label: part.key ?? name }), part)),
  ];
}

type Configuration = Extract<AuditDocument, { is: 'configuration' }>;
type Policy = Extract<AuditDocument, { is: 'policy' }>;

/** The policy that the flags name by its file's name: another one, even alone, would be a guess. */
function ownPolicy(server: Configuration, policies: readonly Policy[]): Policy | undefined {
  const file = fileOf(server.flags, 'audit-policy-file');
  return file === undefined ? undefined : policies.find(({ key, label }) => key === baseName(file) && label === key);
}

/** Only a key that the flags name holds the webhook's kubeconfig: kubeconfigs are for many things. */
function ownWebhook(server: Configuration, data: readonly (readonly [string, Tree])[]): string | undefined {
  const file = fileOf(server.flags, 'audit-webhook-config-file');
  const found = file === undefined ? undefined : data.find(([key]) => key === baseName(file))?.[1];
  return typeof found === 'string' ? found : undefined;
}

/** Keys and values; one without a key where the whole is not known. */
function entriesOf(tree: Tree, name: string): (readonly [string, Tree])[] {
  const data = read(tree, 'data');
  if (!isKnown(data)) return [[name, new Unread(data.gap)]];
  return typeof data.value === 'object' && data.value !== null ? Object.entries(data.value as Record<string, Tree>) : [];
}
