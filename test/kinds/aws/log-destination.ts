import type { AKind } from '../a-kind.js';

const logDestination: AKind = {
  resources: [{ name: 'writing', type: 'aws:eks/cluster:Cluster', inputs: { name: 'writing', enabledClusterLogTypes: ['audit'] } }],
  otherForms: [{ name: 'writing', type: 'aws-native:eks:Cluster', inputs: { name: 'writing', logging: { clusterLogging: { enabledTypes: [{ type: 'audit' }] } } } }],
  neverUnread: 'it is a name in a program, of a cluster that the program declares',
};
export default logDestination;
