import { aLiveService } from '../../core/facts.js';
import type { AKind } from '../a-kind.js';

const service: AKind = {
  live: () => [aLiveService()],
  resources: [{ name: 'collector', type: 'kubernetes:core/v1:Service', inputs: { metadata: { namespace: 'kube-system', name: 'log-collector-svc' }, spec: { ports: [{ port: 443 }] } } }],
  // It is read live for its ports, not for its texts.
  doors: { oneSided: ['placeholder-value'] },
};
export default service;
