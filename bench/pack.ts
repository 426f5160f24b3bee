import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pulumiEnvironment } from '../test/rig/pulumi/environment.js';
import { RigResource } from '../test/rig/pulumi/resource.js';
import { runStack } from '../test/rig/pulumi/stack.js';
import { emptyPack } from './empty-pack.js';
import { median } from './measure.js';
import { ratioRow, seconds, type Row } from './row.js';

const ROOT = join(import.meta.dirname, '..');
const RUNNER = createRequire(import.meta.url).resolve('@pulumi/pulumi/cmd/run-policy-pack/index.js');

/** The compiled pack against an empty one: start alone, and a preview on the real engine. */
export async function packRows(resources: number, rounds: number): Promise<Row[]> {
  const empty = emptyPack(ROOT);
  try {
    const start = await pairs(() => startSeconds(ROOT), () => startSeconds(empty.folder), rounds * 2);
    const preview = await pairs(() => previewSeconds(ROOT, resources), () => previewSeconds(empty.folder, resources), rounds);
    return [
      ratioRow('start of the compiled pack', 'an empty pack', start.ratio, 1.1, start.detail),
      ratioRow(`preview of ${resources.toLocaleString('en-US')} resources, real engine`, 'the same with an empty pack', preview.ratio, 1.1, preview.detail),
    ];
  } finally {
    empty.remove();
  }
}

async function pairs(a: () => Promise<number>, b: () => Promise<number>, rounds: number): Promise<{ ratio: number; detail: string }> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await a());
    theirs.push(await b());
  }
  return { ratio: median(ours.map((value, index) => value / (theirs[index] ?? NaN))), detail: `${seconds(median(ours))} / ${seconds(median(theirs))}` };
}

/** From spawning the pack's process to the port that says that it serves. */
async function startSeconds(folder: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [RUNNER, '127.0.0.1:1', folder], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => /^\d+\s*$/m.test(String(chunk)) && resolve());
    child.once('exit', (code) => reject(new Error(`the pack in ${folder} ended with ${code}`)));
  });
  const took = (performance.now() - started) / 1000;
  child.kill();
  return took;
}

async function previewSeconds(policyPack: string, resources: number): Promise<number> {
  const environment = await pulumiEnvironment();
  try {
    const started = performance.now();
    const { ok, stderr } = await runStack({ environment, op: 'preview', policyPack, program: async () => declareMany(resources) });
    if (!ok) throw new Error(`the preview failed\n${stderr}`);
    return (performance.now() - started) / 1000;
  } finally {
    await environment.stop();
  }
}

/** Half log groups, half of a type that no policy knows, and what presence asks for. */
function declareMany(count: number): void {
  const good = { retentionInDays: 365, kmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/1', deletionProtectionEnabled: true };
  for (let index = 0; index < count / 2; index += 1) {
    new RigResource('aws:sqs/queue:Queue', `queue-${index}`, { delaySeconds: 1 });
    if (index % 2 === 0) new RigResource('aws:cloudwatch/logGroup:LogGroup', `group-${index}`, { ...good, name: `group-${index}` });
    else new RigResource('aws:cloudwatch/logStream:LogStream', `stream-${index}`, { name: 'events', logGroupName: `group-${index - 1}` });
  }
  new RigResource('kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink', 'sink', {
    metadata: { name: 'sink' },
    spec: { policy: { level: 'Metadata', stages: ['ResponseComplete'] }, webhook: { clientConfig: { url: 'https://collector.acme.io/audit' } } },
  });
}
