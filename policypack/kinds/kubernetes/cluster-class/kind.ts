import { kind, of } from '../../../core/kind.js';
import { clusterClasses } from './declared.js';
import { clusterClassRef, type ClusterClassFacts } from './facts.js';

export default kind({
  id: clusterClassRef.id,
  noun: 'ClusterClass',
  facts: of<ClusterClassFacts>(),
  keep: 'all',
  // It takes away from the template that it patches that it is as it says, and is no subject.
  judged: 'never',
  declared: {
    'kubernetes:cluster.x-k8s.io/v1beta1:ClusterClass': clusterClasses('whole'),
    'kubernetes:cluster.x-k8s.io/v1beta2:ClusterClass': clusterClasses('whole'),
    'kubernetes:cluster.x-k8s.io/v1beta1:ClusterClassPatch': clusterClasses('patch'),
    'kubernetes:cluster.x-k8s.io/v1beta2:ClusterClassPatch': clusterClasses('patch'),
  },
  docs: { judged: 'nothing: what it patches is not worked out', waive: 'name-*' },
});
