import { gap, isKnown, known, type Known } from '../../../core/known.js';
import { read, Unread, type Tree } from '../../declared/property-tree.js';
import type { AuditFlags } from '../auditing/flags.js';
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
  const flags: Record<string, string> = {};
  for (const [written, value] of pairs(args.value)) {
    if (written instanceof Unread) return gap(written.reason, EXTRA_ARGS);
    const name = typeof written === 'string' ? written.replaceAll('_', '-') : '';
    if (!name.startsWith('audit-')) continue;
    if (value instanceof Unread) return gap(value.reason, `${EXTRA_ARGS}.${name}`);
    const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
    // Which one wins changed: kubeadm 1.31 sorts the values of a name, 1.34 keeps their order. Source: cmd/kubeadm/app/util/arguments.go.
    if ((flags[name] ?? text) !== text) return gap('unsupported', `${EXTRA_ARGS}.${name}, given twice with unlike values,`);
    flags[name] = text;
  }
  return known(flags);
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
