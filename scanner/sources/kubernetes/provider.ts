import { Command } from '@commander-js/extra-typings';
import { repeated } from '../flags.js';
import { liveProvider } from '../provider.js';
import { pathsResolved } from './host-file-references.js';

/** Kubernetes as it is read: a source a context. */
export default liveProvider({
  name: 'kubernetes',
  flags: () =>
    new Command()
      .option('--kubeconfig <file>', 'kubeconfig file (default: KUBECONFIG, ~/.kube/config, or the pod that this runs in)')
      .option('--context <name>', 'kubeconfig context; repeatable', repeated)
      .option('--api-server', 'read how the API servers audit: flags, counters, and the files given in logproof.yaml (the default; needs deploy/kubernetes/rbac-api-server.yaml)')
      .option('--no-api-server', 'leave the API servers out, and with them whether audit events are sent anywhere')
      .option('--ai-workloads', 'look for AI workloads and judge whether requests to each are audited; reads the API servers too (needs deploy/kubernetes/rbac-ai-workloads.yaml)')
      .option('--probe', 'make one harmless request, and wait for its audit event in the log group: see logproof probe')
      .option('--log-group <name>', 'log group of --probe (default: sources.kubernetes.probe.logGroup)'),
  asks: { flags: ['apiServer', 'aiWorkloads', 'probe'], what: 'a cluster' },
  settle: (settings, flags, { here, beside }) => {
    const kubeconfig = flags.kubeconfig ? here(flags.kubeconfig) : settings.kubeconfig && beside(settings.kubeconfig);
    return {
      ...settings,
      contexts: [...(flags.context ?? settings.contexts)],
      ...(kubeconfig && { kubeconfig }),
      ...pathsResolved(settings, beside),
    };
  },
  credentialsHere: async () => (await import('./client/kubeconfig.js')).hasKubeconfig(),
  async sources(settings, { wanted, flags, configured, cwd, stdin }) {
    const [{ kubernetesSources }, { aiWorkloadOrder, readsApiServers }] = await Promise.all([import('./index.js'), import('./ai-workload-order.js')]);
    const files = readsApiServers(settings, flags) ? await (await import('./local-copies.js')).copiesOfContexts(settings, configured, { cwd, stdin }) : undefined;
    return kubernetesSources({ ...settings, wanted, apiServers: files, aiWorkloads: aiWorkloadOrder(flags.aiWorkloads ?? false, settings.aiWorkloads) });
  },
  init: {
    flags: () => new Command().option('--kubeconfig <file>', 'kubeconfig file to look into'),
    async find({ kubeconfig }) {
      const { listContexts } = await import('./client/kubeconfig.js');
      const contexts = listContexts(kubeconfig);
      const current = contexts.filter((context) => context.current);
      const others = contexts.filter((context) => !context.current);
      return {
        found: current.length > 0,
        lines: current.length === 0 ? ['# kubernetes: { contexts: [prod] }'] : [`kubernetes: { contexts: ${quoted(current)} }`, ...(others.length > 0 ? [`# also found: ${quoted(others)}`] : [])],
        summary: `Kubernetes contexts: ${contexts.length > 0 ? contexts.map(({ name, current: isCurrent }) => (isCurrent ? `${name} (current)` : name)).join(', ') : 'none found'}`,
      };
    },
  },
});

/** Names as JSON strings, which YAML reads: they may hold anything. */
const quoted = (contexts: readonly { readonly name: string }[]): string => `[${contexts.map(({ name }) => JSON.stringify(name)).join(', ')}]`;
