import type { AKind } from '../a-kind.js';

const aiSign: AKind = {
  resources: [
    {
      name: 'chat',
      type: 'kubernetes:apps/v1:Deployment',
      inputs: { metadata: { namespace: 'models', name: 'chat' }, spec: { template: { metadata: { labels: { app: 'chat' } }, spec: { containers: [{ name: 'server', image: 'vllm/vllm-openai:v0.10.0' }] } } } },
    },
  ],
  neverUnread: 'a workload is declared with its pods, or not known, which its stack tells',
};
export default aiSign;
