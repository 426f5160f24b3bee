import type { AKind } from '../a-kind.js';

const logDestination: AKind = {
  resources: [{ name: 'writing', type: 'aws:eks/cluster:Cluster', inputs: { name: 'writing', enabledClusterLogTypes: ['audit'] } }],
  neverUnread: 'it is a name in a program, of a cluster that the program declares',
};
export default logDestination;
