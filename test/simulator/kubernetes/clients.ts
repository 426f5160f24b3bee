import { KubeConfig } from '@kubernetes/client-node';
import { Agent, request } from 'node:https';
import type { KubernetesObject, Population, SimulatedKubernetes } from '../../../simulator/index.js';

export function configFor(text: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(text);
  return config;
}

export const anAuditSink = (name = 'ai-system-audit-sink', level = 'Metadata'): KubernetesObject => ({
  apiVersion: 'auditregistration.k8s.io/v1alpha1',
  kind: 'AuditSink',
  metadata: { name },
  spec: {
    policy: { level, stages: ['ResponseComplete'] },
    webhook: { clientConfig: { service: { namespace: 'kube-system', name: 'log-collector-svc' } } },
  },
});

export const aService = (name = 'log-collector-svc'): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'kube-system', labels: { app: 'collector' } },
  spec: { ports: [{ port: 443 }] },
});

/** As many pods over ten namespaces, none of them in memory. */
export const manyPods = (count: number): Population<KubernetesObject> => ({
  count,
  of: (index) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace: `team-${Math.floor((index * 10) / count)}`,
      name: `pod-${String(index).padStart(7, '0')}`,
      labels: { app: index % 2 === 0 ? 'model' : 'web' },
    },
    spec: { containers: [{ name: 'main', image: 'vllm/vllm-openai' }] },
  }),
});

/** A bare GET over TLS: what is sent and read is what the test says, with no client between. */
export function get(
  { url, ca }: SimulatedKubernetes,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  const agent = new Agent({ ca, keepAlive: false });
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}${path}`, { agent, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response
        .on('error', reject)
        .on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    });
    outgoing.on('error', reject).end();
  });
}
