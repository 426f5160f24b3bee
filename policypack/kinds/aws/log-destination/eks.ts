import type { DeclaredReader } from '../../../core/declared-resource.js';
import { gap, isKnown, mapKnown } from '../../../core/known.js';
import { nameAt, nameMadeOf } from '../../declared/names.js';
import { auditLogIsOn, groupOfCluster } from '../../eks-audit-log.js';
import type { LogDestinationFacts } from './facts.js';

/** Where an EKS cluster's audit log goes, if it is on. */
export const eksAuditLog =
  (path: string): DeclaredReader<LogDestinationFacts> =>
  ({ name: inProgram, properties }) => {
    const name = nameAt('cluster', properties, ['name']);
    const shown = isKnown(name) ? name.value : inProgram;
    const on = auditLogIsOn(properties, path);
    const logGroup: LogDestinationFacts['logGroup'] = isKnown(on) && on.value ? mapKnown(name, groupOfCluster) : mapKnown(on, () => undefined);
    return [
      {
        name: nameMadeOf(name, groupOfCluster),
        facts: { logGroup, writer: `EKS cluster ${shown}`, tags: gap('unsupported', `the tags of log group ${groupOfCluster(shown)}, which EKS makes,`) },
        texts: [],
      },
    ];
  };
