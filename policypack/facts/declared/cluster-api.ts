import { gap, isKnown, known, type Known } from '../../core/known.js';
import type { AnyFact } from '../fact.js';
import type { AuditFlags } from '../kubernetes/audit-flags.js';
import { fileOf } from '../kubernetes/audit-policy-file.js';
import { policyText, webhookText } from '../kubernetes/declared-audit.js';
import { kubeadmFlags, versionIn } from '../kubernetes/kubeadm.js';
import { read, readText, readWhole, type Tree } from '../tree.js';
import { declaredApiServer } from './api-server.js';
import { named, textOr } from './objects.js';
import type { DeclaredResource } from './resource.js';

/**
 * A KubeadmControlPlane of Cluster API: the flags, and the files that it writes on every host, so that the very policy
 * which the flags name is judged. Source: kubernetes-sigs/cluster-api, api/bootstrap/kubeadm/v1beta1 and v1beta2.
 * @param spec where the KubeadmControlPlane's spec stands: a template has it deeper
 */
export const kubeadmControlPlanes =
  (spec: 'spec' | 'spec.template.spec') =>
  (resource: DeclaredResource, scope: string): AnyFact[] =>
    named(resource, 'whole').map(({ name, tree }) => {
      const namespace = textOr(readText(tree, 'metadata.namespace'), 'default');
      const kind = spec === 'spec' ? 'KubeadmControlPlane' : 'KubeadmControlPlaneTemplate';
      const full = `${namespace}/${name}`;
      const place = { resource, scope, id: `controlplane.cluster.x-k8s.io/${kind}/${full}`, name: full };
      const config = read(tree, `${spec}.kubeadmConfigSpec`);
      const flags = isKnown(config) ? flagsOf(config.value) : config;
      const files: Files = isKnown(config) ? { config: config.value } : { unread: config };
      const policy = fileOf(flags, 'audit-policy-file');
      const webhook = fileOf(flags, 'audit-webhook-config-file');
      return declaredApiServer(place, `${kind} ${full}`, {
        flags,
        version: versionIn(readText(tree, `${spec}.version`), 'the version of the cluster'),
        ...(policy !== undefined && { policy: withText(fileText(files, policy), (text) => policyText(text, policy)) }),
        ...(webhook !== undefined && { webhook: withText(fileText(files, webhook), (text) => webhookText(text, webhook)) }),
      });
    });

type Files = { readonly config: Tree } | { readonly unread: Known<never> };

function flagsOf(config: Tree): Known<AuditFlags> {
  const configuration = read(config, 'clusterConfiguration');
  if (!isKnown(configuration)) return configuration;
  return patchesServer(config) ?? kubeadmFlags(configuration.value);
}

/** kubeadm's own patches of the static pod come after the flags: what they come to is not worked out here. */
function patchesServer(config: Tree): Known<never> | undefined {
  const directory = readText(config, 'initConfiguration.patches.directory');
  const files = readWhole(config, 'files');
  if (isKnown(directory) && directory.value === undefined) return undefined;
  if (!isKnown(directory)) return directory;
  if (!isKnown(files)) return files;
  const patched = list(files.value).some(({ path }) => String(path).startsWith(`${directory.value}/kube-apiserver`));
  return patched ? gap('unsupported', 'what kubeadm patches of kube-apiserver leave of the flags') : undefined;
}

interface HostFile {
  readonly path?: unknown;
  readonly content?: unknown;
  readonly encoding?: unknown;
  readonly append?: unknown;
}

const list = (value: Tree): readonly HostFile[] =>
  Array.isArray(value) ? value.filter((one: unknown): one is HostFile => typeof one === 'object' && one !== null) : [];

/** The text of the file at a path of the hosts, where the resource writes it. */
function fileText(files: Files, path: string): Known<string> {
  if ('unread' in files) return files.unread;
  const listed = read(files.config, 'files');
  if (!isKnown(listed)) return listed;
  const file = list(listed.value).findLast((one) => one.path === path);
  if (!file) return gap('unsupported', `${path}, which the resource does not write,`);
  const whole = readWhole(file, '');
  if (!isKnown(whole)) return gap(whole.gap, path);
  if (typeof file.content !== 'string' || file.append === true || String(file.encoding ?? '').startsWith('gzip')) {
    return gap('unsupported', `${path}, whose text does not stand in the resource as it is,`);
  }
  return known(file.encoding === 'base64' ? Buffer.from(file.content, 'base64').toString('utf8') : file.content);
}

const withText = <T>(text: Known<string>, take: (text: string) => Known<T>): Known<T> => (isKnown(text) ? take(text.value) : text);
