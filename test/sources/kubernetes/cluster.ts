import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { kubernetesSources, type KubernetesOptions } from '../../../scanner/sources/kubernetes/index.js';
import { sideBySide } from '../../../scanner/side-by-side.js';
import type { Source } from '../../../scanner/sources/source.js';
import {
  startKubernetes,
  type KubernetesOptions as ServerOptions,
  type SimulatedKubernetes,
} from '../../../simulator/index.js';

export const SCOPE = 'kubernetes:simulated';

/** Writes a kubeconfig (or any file) into a folder of its own. */
export function aFile(text: string, name = 'kubeconfig'): string {
  const file = join(mkdtempSync(join(tmpdir(), 'logproof-kube-')), name);
  writeFileSync(file, text, { mode: 0o700 });
  return file;
}

/** An AuditSink that sends to a Service, or to a URL. */
export const anAuditSink = (name: string, service?: string, namespace = 'kube-system') => ({
  apiVersion: 'auditregistration.k8s.io/v1alpha1',
  kind: 'AuditSink',
  metadata: { name },
  spec: {
    policy: { level: 'Metadata', stages: ['ResponseComplete'] },
    webhook: {
      throttle: { qps: 10, burst: 15 },
      clientConfig: service ? { service: { namespace, name: service } } : { url: 'https://logs.test/audit' },
    },
  },
});

export const aService = (name: string, port = 443, namespace = 'kube-system') => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: { ports: [{ port }] },
});

/** A list of 1,200 sinks: three pages. */
export const MANY_SINKS = {
  auditsinks: { count: 1200, of: (index: number) => anAuditSink(`sink-${String(index).padStart(5, '0')}`) },
};

/** Starts simulated clusters, and stops them after each test. */
export function aCluster(): (options?: ServerOptions) => Promise<SimulatedKubernetes> {
  const running: SimulatedKubernetes[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((cluster) => cluster.stop()));
  });
  return async (options = {}) => {
    const cluster = await startKubernetes(options);
    running.push(cluster);
    return cluster;
  };
}

/** The sources of a kubeconfig's current context, with retries that do not keep a test waiting. */
export const sourcesOf = (kubeconfig: string, options: KubernetesOptions = {}): Source[] =>
  kubernetesSources({ kubeconfig: aFile(kubeconfig), maxAttempts: 3, retryDelayMs: 2, ...options });

/** The same as one, read side by side. */
export function sourceOf(kubeconfig: string, options?: KubernetesOptions): Source | undefined {
  const sources = sourcesOf(kubeconfig, options);
  const [first] = sources;
  return first && { ...first, collect: (signal, onProgress) => sideBySide(sources.map((source) => source.collect(signal, onProgress))) };
}
