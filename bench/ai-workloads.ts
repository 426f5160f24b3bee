import { join } from 'node:path';
import { once, peakOf, type Command } from './measure.js';
import { megabytes, ratioRow, seconds, type Row } from './row.js';
import { startSimulator, type Simulator } from './simulator.js';

const BIN = join(import.meta.dirname, '../dist/scanner/bin.js');
const PAGE = 500;

const CONFIGURATION = `controls: { audit-sink-present: { level: disabled } }
sources:
  kubernetes: { kubeconfig: kubeconfig, aiWorkloads: true, auditPolicy: policy.yaml }
`;
const POLICY = 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: Metadata\n';

const startCluster = (pods: number): Promise<Simulator> =>
  startSimulator('simulated-cluster.ts', [String(pods)], ({ kubeconfig = '' }) => ({ kubeconfig, 'logproof.yaml': CONFIGURATION, 'policy.yaml': POLICY }));

// Controls beside the workloads' own have open questions about a simulated control plane: 3 is no failure of the bench.
const scanOf = ({ folder }: Simulator): Command => ({ args: [BIN, 'scan', '--source', 'kubernetes', '--no-progress', '--report', 'json=result.json'], cwd: folder, expect: [0, 3] });

const listsOf = async (cluster: Simulator): Promise<number> => (await cluster.requests())['list pods'] ?? 0;

/** What a cluster of some size takes at the most. */
const USUAL = { pods: 20_000, seconds: 6, megabytes: 200 };

/** AI workloads among pods: memory and requests as the pods grow and the workloads do not; time and memory of a usual cluster. */
export async function aiWorkloadRows(pods: { readonly few: number; readonly many: number }, rounds: number): Promise<Row[]> {
  const few = await startCluster(pods.few);
  const small = await peakOf(scanOf(few), rounds);
  few.stop();
  const many = await startCluster(pods.many);
  const large = await peakOf(scanOf(many), rounds);
  const before = await listsOf(many);
  await once(scanOf(many));
  const listed = (await listsOf(many)) - before;
  many.stop();
  const usual = await startCluster(USUAL.pods);
  const middle = await peakOf(scanOf(usual), rounds);
  usual.stop();
  const name = (count: number): string => count.toLocaleString('en-US');
  // One list more: that of the control-plane pods in kube-system.
  const limit = Math.ceil(pods.many / PAGE) + 1;
  return [
    ratioRow(`peak memory, AI workloads among ${name(pods.many)} pods`, `among ${name(pods.few)}`, large.peak / small.peak, 1.25, `${megabytes(large.peak)} / ${megabytes(small.peak)}, ${seconds(large.seconds)}`),
    { what: `lists of pods for ${name(pods.many)}`, against: 'pages + a constant', measured: String(listed), limit: `≤ ${limit}`, holds: listed <= limit },
    {
      what: `a scan of ${name(USUAL.pods)} pods for AI workloads`,
      against: 'time and peak memory',
      measured: `${seconds(middle.seconds)}, ${megabytes(middle.peak)}`,
      limit: `≤ ${USUAL.seconds} s, ≤ ${USUAL.megabytes} MB`,
      holds: middle.seconds <= USUAL.seconds && middle.peak <= USUAL.megabytes * 1024 * 1024,
    },
  ];
}
