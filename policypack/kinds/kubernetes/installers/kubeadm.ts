import { gap, isKnown, known, mapKnown, type Known } from '../../../core/known.js';
import { withoutEnd } from '../../../core/ends.js';
import { records } from '../../../core/untyped.js';
import { read, readText, readWhole, Unread, type Tree } from '../../declared/property-tree.js';
import { isAuditFlag, saysHowItAudits, withFlag, type AuditFlags } from '../auditing/flags.js';
import type { ServerVersion } from '../cluster/facts.js';

const EXTRA_ARGS = 'apiServer.extraArgs';

/**
 * The audit flags that a kubeadm ClusterConfiguration gives the API server: a mapping up to v1beta3, a list of names and
 * values from v1beta4. Cluster API has the same two forms in v1beta1 and v1beta2. Names are those of the command line,
 * where `_` is `-`; what has no value is set to nothing.
 */
export function kubeadmFlags(configuration: Tree): Known<AuditFlags> {
  const args = read(configuration, EXTRA_ARGS);
  if (!isKnown(args)) return args;
  let flags: AuditFlags = {};
  for (const [written, value] of pairs(args.value)) {
    if (written instanceof Unread) return gap(written.reason, EXTRA_ARGS);
    const name = typeof written === 'string' ? written.replaceAll('_', '-') : '';
    if (!saysHowItAudits(name)) continue;
    if (value instanceof Unread) return gap(value.reason, `${EXTRA_ARGS}.${name}`);
    const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
    // Which one wins changed: kubeadm 1.31 sorts the values of a name, 1.34 keeps their order. Source: cmd/kubeadm/app/util/arguments.go.
    if (isAuditFlag(name) && (flags[name] ?? text) !== text) return gap('unsupported', `${EXTRA_ARGS}.${name}, given twice with unlike values,`);
    flags = withFlag(flags, name, text);
  }
  return known(flags);
}

/**
 * What kubeadm mounts into the API server of itself: its certificates, and those of the host, where the host has them. Source:
 * kubernetes/cmd/kubeadm/app/phases/controlplane/volumes.go.
 */
const OF_ITSELF = ['/etc/ssl/certs', '/etc/pki', '/etc/ca-certificates', '/usr/share/ca-certificates', '/usr/local/share/ca-certificates'];
const CERTIFICATES = '/etc/kubernetes/pki';

/** A volume of the API server: a path of the host, and where the server sees it. */
export interface ExtraVolume {
  readonly hostPath: string;
  readonly mountPath: string;
}

/** The volumes that a kubeadm ClusterConfiguration gives the API server. */
export const extraVolumes = (configuration: Tree): Known<readonly ExtraVolume[]> =>
  mapKnown(readWhole(configuration, 'apiServer.extraVolumes'), (volumes) => records(volumes).map(({ hostPath, mountPath }) => ({ hostPath: bare(hostPath), mountPath: bare(mountPath) })));

const bare = (path: unknown): string => (typeof path === 'string' ? (withoutEnd(path, '/') || path.slice(0, 1)) : '');

/** The paths that the API server sees of its host: those of the volumes, and kubeadm's own. */
export function kubeadmMounts(configuration: Tree): Known<readonly string[]> {
  const certificates = readText(configuration, 'certificatesDir');
  if (!isKnown(certificates)) return certificates;
  return mapKnown(extraVolumes(configuration), (volumes) => [...OF_ITSELF, certificates.value || CERTIFICATES, ...volumes.map(({ mountPath }) => mountPath).filter((path) => path !== '')]);
}

/** Where on the host a path of the server's container is: as it is, but under the mount of a volume. The innermost mount decides. */
export function onHost(volumes: readonly ExtraVolume[], path: string): string {
  const holding = volumes.filter(({ mountPath: to }) => path === to || path.startsWith(`${to}/`)).sort((one, other) => other.mountPath.length - one.mountPath.length);
  const [mount] = holding;
  return mount ? `${mount.hostPath}${path.slice(mount.mountPath.length)}` : path;
}

const pairs = (args: Tree): [Tree, Tree][] =>
  Array.isArray(args)
    ? args.map((arg: Tree) => (arg instanceof Unread ? [arg, undefined] : [field(arg, 'name'), field(arg, 'value')]))
    : Object.entries((args ?? {}) as Record<string, Tree>);

/** The value of a field; undefined where there is none. */
export const field = (value: Tree, name: string): Tree =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, Tree>)[name] : undefined;

/** The version in a text such as `v1.36.1`, `1.35` or `kindest/node:v1.34.0`. */
export function versionIn(text: Known<string | undefined>, place: string): Known<ServerVersion> {
  if (!isKnown(text)) return text;
  const [, gitVersion, major, minor] = /(?:^|:)(v?(\d+)\.(\d+)[\w.+-]*)/.exec(text.value ?? '') ?? [];
  return gitVersion === undefined ? gap('unsupported', place) : known({ major: Number(major), minor: Number(minor), gitVersion });
}
