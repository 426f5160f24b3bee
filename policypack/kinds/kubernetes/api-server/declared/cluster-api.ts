import { firstGap, gap, isKnown, known, type Known } from '../../../../core/known.js';
import type { DeclaredReader } from '../../../../core/declared-resource.js';
import type { AuditFlags } from '../../auditing/flags.js';
import { fileOf } from '../../auditing/policy-file.js';
import { policyText, webhookText } from '../../auditing/files.js';
import { kubeadmFlags, versionIn } from '../../installers/kubeadm.js';
import { read, readText, readWhole, type Tree } from '../../../declared/property-tree.js';
import { declaredApiServer, placeOf } from './server.js';
import { named } from '../../../declared/objects.js';
import type { ApiServerFacts } from '../facts.js';
import { textOf } from '../../../../core/untyped.js';

/**
 * A KubeadmControlPlane of Cluster API: the flags, and the files that it writes on every host, so that the very policy
 * which the flags name is judged. Source: kubernetes-sigs/cluster-api, api/bootstrap/kubeadm/v1beta1 and v1beta2.
 * @param spec where the KubeadmControlPlane's spec stands: a template has it deeper
 */
export const kubeadmControlPlanes =
  (spec: 'spec' | 'spec.template.spec'): DeclaredReader<ApiServerFacts> =>
  (resource) =>
    named(resource, 'whole').map(({ full, called, tree }) => {
      const kind = spec === 'spec' ? 'KubeadmControlPlane' : 'KubeadmControlPlaneTemplate';
      const place = placeOf(full, (text) => `controlplane.cluster.x-k8s.io/${kind}/${text}`);
      const config = read(tree, `${spec}.kubeadmConfigSpec`);
      const flags = isKnown(config) ? flagsOf(config.value) : config;
      const files: Files = isKnown(config) ? { config: config.value } : { unread: config };
      const policy = fileOf(flags, 'audit-policy-file');
      const webhook = fileOf(flags, 'audit-webhook-config-file');
      return declaredApiServer(place, `${kind} ${isKnown(full) ? full.value : called}`, {
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

/** kubeadm's own patches of the static pod, and commands on its manifest, come after the flags: what they come to is not worked out here. */
function patchesServer(config: Tree): Known<never> | undefined {
  const directories = NODES.map((node) => readText(config, `${node}.patches.directory`));
  const unread = firstGap(directories);
  if (unread) return unread;
  const named = directories.flatMap((one) => (isKnown(one) && one.value !== undefined ? [`${one.value.replace(/\/+$/, '')}/kube-apiserver`] : []));
  return (named.length > 0 ? patchFiles(config, named) : undefined) ?? rewrites(config);
}

/** The first control-plane node is made by the one, all others by the other. */
const NODES = ['initConfiguration', 'joinConfiguration'] as const;

function patchFiles(config: Tree, prefixes: readonly string[]): Known<never> | undefined {
  const files = readWhole(config, 'files');
  if (!isKnown(files)) return files;
  const patched = list(files.value).some(({ path }) => prefixes.some((prefix) => textOf(path).replace(/\/{2,}/g, '/').startsWith(prefix)));
  return patched ? gap('unsupported', 'what kubeadm patches of kube-apiserver leave of the flags') : undefined;
}

/** Commands that name the static pod's manifest, such as `sed -i`. */
function rewrites(config: Tree): Known<never> | undefined {
  for (const field of ['preKubeadmCommands', 'postKubeadmCommands']) {
    const commands = readWhole(config, field);
    if (!isKnown(commands)) return commands;
    if (JSON.stringify(commands.value ?? []).includes('kube-apiserver')) return gap('unsupported', `what ${field}, which name kube-apiserver, leave of the flags`);
  }
  return undefined;
}

interface HostFile {
  readonly path?: unknown;
  readonly content?: unknown;
  readonly encoding?: unknown;
  readonly append?: unknown;
}

const list = (value: Tree): readonly HostFile[] =>
  Array.isArray(value) ? value.filter((one: unknown): one is HostFile => typeof one === 'object' && one !== null) : [];

/** The text of the file that the server sees at a path, where the resource writes it to the hosts. */
function fileText(files: Files, path: string): Known<string> {
  if ('unread' in files) return files.unread;
  const onHost = hostPath(files.config, path);
  const listed = read(files.config, 'files');
  if (!isKnown(onHost)) return onHost;
  if (!isKnown(listed)) return listed;
  // What is not known of one may be that it is the file, written once more.
  const unread = firstGap(Array.isArray(listed.value) ? listed.value.map((one: Tree) => read(one, 'path')) : []);
  if (unread) return gap(unread.gap, `${path} (files)`);
  const file = list(listed.value).findLast((one) => one.path === onHost.value);
  if (!file) return gap('unsupported', `${path}, which the resource does not write,`);
  const whole = readWhole(file, '');
  if (!isKnown(whole)) return gap(whole.gap, path);
  if (typeof file.content !== 'string' || file.append === true || textOf(file.encoding ?? '').startsWith('gzip')) {
    return gap('unsupported', `${path}, whose text does not stand in the resource as it is,`);
  }
  return known(file.encoding === 'base64' ? Buffer.from(file.content, 'base64').toString('utf8') : file.content);
}

interface Volume {
  readonly hostPath?: unknown;
  readonly mountPath?: unknown;
}

/** Where on the host a path of the server's container is: as it is, but under the mount of a volume. The innermost mount decides. */
function hostPath(config: Tree, path: string): Known<string> {
  const volumes = readWhole(config, 'clusterConfiguration.apiServer.extraVolumes');
  if (!isKnown(volumes)) return volumes;
  const mounts = (list(volumes.value) as readonly Volume[]).map(({ hostPath: from, mountPath: to }) => ({ from: bare(from), to: bare(to) }));
  const holding = mounts.filter(({ to }) => path === to || path.startsWith(`${to}/`)).sort((one, other) => other.to.length - one.to.length);
  const [mount] = holding;
  return known(mount ? `${mount.from}${path.slice(mount.to.length)}` : path);
}

const bare = (path: unknown): string => (typeof path === 'string' ? path.replace(/\/+$/, '') : '');

const withText = <T>(text: Known<string>, take: (text: string) => Known<T>): Known<T> => (isKnown(text) ? take(text.value) : text);
