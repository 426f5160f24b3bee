import type { DeclaredReader, DeclaredResource, Said } from '../../../../core/declared-resource.js';
import { gap, isKnown, known } from '../../../../core/known.js';
import type { AuditPolicyFacts } from '../../audit-policy/facts.js';
import { webhookText } from '../../auditing/files.js';
import { baseName, fileOf } from '../../auditing/policy-file.js';
import { named, type Form, type Named } from '../../../declared/objects.js';
import { read, treeAt, Unread, type Tree } from '../../../declared/property-tree.js';
import type { UnreadConfigMapFacts } from '../../unread-config-map/facts.js';
import type { ApiServerFacts } from '../facts.js';
import { auditDocuments, type AuditDocument } from './audit-documents.js';
import { declaredApiServer, placeIn, type Place } from './server.js';
import { unreadParts } from './unread-config-maps.js';

/** What ConfigMaps say of auditing, by the kind that it is. */
interface Contents {
  readonly servers: readonly Said<ApiServerFacts>[];
  readonly policies: readonly Said<AuditPolicyFacts>[];
  readonly unread: readonly Said<UnreadConfigMapFacts>[];
}

/** Configurations of kubeadm and kind that start API servers. */
export const configuredServers =
  (form: Form): DeclaredReader<ApiServerFacts> =>
  (resource) =>
    contentsOf(resource, form).flatMap(({ servers }) => servers);

/** Policies that stand alone: those that a server beside them names are judged with it. */
export const auditPolicies =
  (form: Form): DeclaredReader<AuditPolicyFacts> =>
  (resource) =>
    contentsOf(resource, form).flatMap(({ policies }) => policies);

/** What is not known, and may be a file of an API server. */
export const unreadConfigMaps =
  (form: Form): DeclaredReader<UnreadConfigMapFacts> =>
  (resource) =>
    contentsOf(resource, form).flatMap(({ unread }) => unread);

// A pure memo: three kinds read each ConfigMap, whose documents are parsed once.
const memo = new WeakMap<DeclaredResource, readonly Contents[]>();

function contentsOf(resource: DeclaredResource, form: Form): readonly Contents[] {
  let contents = memo.get(resource);
  if (!contents) memo.set(resource, (contents = contained(resource, form).map(contentsOfOne)));
  return contents;
}

/** A list that is not known yet is one ConfigMap of which nothing is. */
function contained(resource: DeclaredResource, form: Form): Named[] {
  const items = form === 'list' ? read(resource.properties, 'items') : known(undefined);
  return isKnown(items) ? named(resource, form) : [{ name: items, full: items, called: resource.name, tree: { data: new Unread(items.gap) } }];
}

const VERSION_UNKNOWN = gap('unsupported', 'the version of the servers that read this policy');

function contentsOfOne({ name, full, called, tree, within }: Named): Contents {
  const shown = isKnown(full) ? full.value : called;
  const at = (label: string): Place => placeIn(full, (text) => `/ConfigMap/${text}`, label, within);
  // What it is only called does not say what it holds.
  const own = isKnown(name) ? name.value : '';
  const whole = own || WHOLE;
  const data = entriesOf(tree, whole);
  const documents = data.flatMap(([key, value]) => auditDocuments(key, value, own));
  const policies = documents.filter((document) => document.is === 'policy');
  const configurations = documents.filter((document) => document.is === 'configuration');
  const joined = new Set(configurations.map((server) => ownPolicy(server, policies)));
  return {
    servers: configurations.map((server) => configuredServer(server, at(server.label), shown, policies, data)),
    policies: policies
      .filter((policy) => !joined.has(policy))
      .map(({ label, policy }) => ({ ...at(label), facts: { file: label, policy, version: VERSION_UNKNOWN }, texts: [] })),
    unread: unreadParts(tree, shown).map((part) => ({ ...at(part.key ?? whole), facts: part, texts: [] })),
  };
}

function configuredServer(server: Configuration, place: Place, full: string, policies: readonly Policy[], data: Entries): Said<ApiServerFacts> {
  const policy = ownPolicy(server, policies);
  const webhook = ownWebhook(server, data);
  return declaredApiServer(place, `ConfigMap ${full}`, {
    flags: server.flags,
    version: server.version,
    ...(policy && { policy: policy.policy }),
    ...(webhook !== undefined && { webhook: webhookText(webhook, baseName(fileOf(server.flags, 'audit-webhook-config-file') ?? '')) }),
  });
}

type Entries = readonly (readonly [string, Tree])[];
type Configuration = Extract<AuditDocument, { is: 'configuration' }>;
type Policy = Extract<AuditDocument, { is: 'policy' }>;

/** The policy that the flags name by its file's name: another one, even alone, would be a guess. */
function ownPolicy(server: Configuration, policies: readonly Policy[]): Policy | undefined {
  const file = fileOf(server.flags, 'audit-policy-file');
  return file === undefined ? undefined : policies.find(({ key, label }) => key === baseName(file) && label === key);
}

/** Only a key that the flags name holds the webhook's kubeconfig: kubeconfigs are for many things. */
function ownWebhook(server: Configuration, data: Entries): string | undefined {
  const file = fileOf(server.flags, 'audit-webhook-config-file');
  const found = file === undefined ? undefined : data.find(([key]) => key === baseName(file))?.[1];
  return typeof found === 'string' ? found : undefined;
}

/** Stands for the keys of what is not known as a whole, where its name cannot. */
const WHOLE = 'data';

/** Keys and values; one without a key where the whole is not known. */
function entriesOf(tree: Tree, whole: string): Entries {
  const data = treeAt(tree, 'data');
  if (data instanceof Unread) return [[whole, data]];
  return typeof data === 'object' && data !== null ? Object.entries(data as Record<string, Tree>) : [];
}
