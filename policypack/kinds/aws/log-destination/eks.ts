import type { DeclaredReader } from '../../../core/declared-resource.js';
import { gap, isKnown, known, mapKnown, type Known } from '../../../core/known.js';
import { nameAt, nameMadeOf } from '../../declared/names.js';
import { read, Unread, type Tree } from '../../declared/property-tree.js';
import type { LogDestinationFacts } from './facts.js';

/** The log group that EKS writes a cluster's control-plane logs to, and makes where it is not there. Source: AWS, "Send control plane logs to CloudWatch Logs", 2026. */
const groupOf = (cluster: string): string => `/aws/eks/${cluster}/cluster`;

/** Where an EKS cluster's audit log goes, if it is on. */
export const eksAuditLog =
  (path: string): DeclaredReader<LogDestinationFacts> =>
  ({ name: inProgram, properties }) => {
    const name = nameAt('cluster', properties, ['name']);
    const shown = isKnown(name) ? name.value : inProgram;
    const on = auditIsOn(properties, path);
    const logGroup: LogDestinationFacts['logGroup'] = isKnown(on) && on.value ? mapKnown(name, groupOf) : mapKnown(on, () => undefined);
    return [
      {
        name: nameMadeOf(name, groupOf),
        facts: { logGroup, writer: `EKS cluster ${shown}`, tags: gap('unsupported', `the tags of log group ${groupOf(shown)}, which EKS makes,`) },
        texts: [],
      },
    ];
  };

function auditIsOn(tree: Tree, path: string): Known<boolean> {
  const listed = read(tree, path);
  if (!isKnown(listed)) return listed;
  const types = (Array.isArray(listed.value) ? listed.value : []).map((entry: Tree) => (entry instanceof Unread || typeof entry !== 'object' || entry === null ? entry : (entry as { type?: Tree }).type));
  if (types.includes('audit')) return known(true);
  const unread = types.find((type) => type instanceof Unread);
  return unread instanceof Unread ? gap(unread.reason, path) : known(false);
}
