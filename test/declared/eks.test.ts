import { describe, expect, it } from 'vitest';
import { UNKNOWN } from '../pulumi/resources.js';
import { judged, judgedAlone } from './judged.js';
import { anEksCluster } from './resources.js';

const native = (logging: unknown) => ({ type: 'aws-native:eks:Cluster', name: 'prod', properties: { name: 'prod', logging } });
const enabled = (...types: unknown[]) => ({ clusterLogging: { enabledTypes: types.map((type) => ({ type })) } });

const OFF = 'fail: EKS is not asked to export audit events, its audit log is required';
const ON = 'pass: exported by EKS control-plane logging, type audit';

describe('an EKS cluster', () => {
  it.each([
    ['says nothing of logs', anEksCluster(), OFF],
    ['logs something else', anEksCluster({ enabledClusterLogTypes: ['api', 'authenticator'] }), OFF],
    ['logs audit events', anEksCluster({ enabledClusterLogTypes: ['api', 'audit'] }), ON],
    ['logs what a preview does not know', anEksCluster({ enabledClusterLogTypes: UNKNOWN }), 'unknown: enabledClusterLogTypes is not known before the deployment'],
    ['logs audit events beside what a preview does not know', anEksCluster({ enabledClusterLogTypes: [UNKNOWN, 'audit'] }), ON],
    ['logs one thing that a preview does not know', anEksCluster({ enabledClusterLogTypes: [UNKNOWN, 'api'] }), 'unknown: enabledClusterLogTypes is not known before the deployment'],
    ['of aws-native logs nothing', native(undefined), OFF],
    ['of aws-native logs audit events', native(enabled('api', 'audit')), ON],
    ['of aws-native logs what a preview does not know', native(enabled(UNKNOWN)), 'unknown: logging.clusterLogging.enabledTypes is not known before the deployment'],
  ])('that %s', (_, cluster, verdict) => {
    expect(judgedAlone(cluster)['prod exported']).toBe(verdict);
    expect(judged(cluster)).toEqual(judgedAlone(cluster));
  });

  it('is asked for nothing that EKS decides', () => {
    const others = Object.entries(judged(anEksCluster())).filter(([key]) => key !== 'prod exported');

    expect(others).not.toEqual([]);
    expect(new Set(others.map(([, verdict]) => verdict))).toEqual(new Set(['not-applicable: EKS decides this for its clusters, and lets nobody choose']));
  });
});
