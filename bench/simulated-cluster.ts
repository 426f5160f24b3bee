import { startKubernetes } from '../simulator/index.js';

// A server of its own process: what it costs must not count for the scan. Its argument is the number of pods, of which
// every hundredth belongs to one of fifty Deployments of a model server.
const count = Number(process.argv[2] ?? '1000');
const width = 7;

const pod = (index: number) => {
  const served = index % 100 === 0;
  const deployment = `llm-${(index / 100) % 50}`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `pod-${String(index).padStart(width, '0')}`,
      namespace: 'apps',
      labels: { app: served ? deployment : 'web', 'pod-template-hash': '5f6d8c' },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${served ? deployment : 'web'}-5f6d8c`, uid: String(index), controller: true }],
    },
    spec: {
      containers: [{ name: 'main', image: served ? 'vllm/vllm-openai:v1' : 'nginx:1.27', env: Array.from({ length: 20 }, (_, at) => ({ name: `SETTING_${at}`, value: `value of ${at}` })) }],
      nodeName: `node-${index % 100}`,
    },
    status: { phase: 'Running' },
  };
};

const cluster = await startKubernetes({
  flagz: { 'audit-policy-file': '/p', 'audit-webhook-config-file': '/w' },
  metrics: 'apiserver_audit_event_total 1\napiserver_audit_level_total{level="Metadata"} 1\n',
  populations: { pods: { count, of: pod } },
});
process.on('message', (message) => {
  if (message === 'requests') process.send?.({ requests: cluster.requests });
  if (message === 'stop') void cluster.stop().then(() => process.exit());
});
process.send?.({ kubeconfig: cluster.kubeconfig });
