import { describe, expect, it } from 'vitest';
import { read } from '../reading.js';
import { aCluster, anAuditSink, aService, sourceOf } from './cluster.js';
import { grants, NEEDED, shippedClusterRole, without } from './shipped-rbac.js';

const start = aCluster();
const { rules } = shippedClusterRole();

describe('the shipped ClusterRole', () => {
  const scan = async (granted: typeof rules) => {
    const cluster = await start({
      objects: [anAuditSink('a', 'collector'), aService('collector')],
      tokens: { scanner: { user: 'logproof', rules: granted } },
    });
    return read(sourceOf(cluster.kubeconfig));
  };

  it('suffices', async () => {
    const reading = await scan(rules);

    expect(reading.gaps).toEqual([]);
    expect(reading.facts('kubernetes.service')).toHaveLength(1);
  });

  it.each(Object.entries(NEEDED))('needs to %s', async (grant, gap) => {
    const reading = await scan(without(rules, grant));

    expect(reading.gaps).toEqual([gap]);
  });

  it('only reads', () => {
    expect(grants(rules).every((grant) => /^(get|list) /.test(grant))).toBe(true);
  });
});
