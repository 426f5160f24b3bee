import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { emptyPack } from './empty-pack.js';
import { startEngine, type Engine } from './engine.js';
import { median } from './measure.js';
import { ratioRow, seconds, type Row } from './row.js';

const ROOT = join(import.meta.dirname, '..');
const RUNNER = createRequire(import.meta.url).resolve('@pulumi/pulumi/cmd/run-policy-pack/index.js');

/** Programs of the tests that the pack lets pass: a cluster with providers of its own, things in a cluster, services of AWS. */
const REAL = ['aws-ts-k8s-voting-app', 'kubernetes-ts-sock-shop', 'aws-ts-resources'];

/** The compiled pack against an empty one: start alone, and previews on the real engine. */
export async function packRows(resources: number, rounds: number): Promise<Row[]> {
  const empty = emptyPack(ROOT);
  const engine = startEngine();
  try {
    const start = await pairs(() => startSeconds(ROOT), () => startSeconds(empty.folder), rounds * 2);
    const preview = await pairs(() => engine.preview(ROOT, resources), () => engine.preview(empty.folder, resources), rounds);
    const real = await pairs(() => all(engine, ROOT), () => all(engine, empty.folder), rounds);
    return [
      ratioRow('start of the compiled pack', 'an empty pack', start.ratio, 1.1, start.detail),
      ratioRow(`preview of ${resources.toLocaleString('en-US')} resources, real engine`, 'the same with an empty pack', preview.ratio, 1.1, preview.detail),
      ratioRow(`previews of ${REAL.length} real programs, one after the other`, 'the same with an empty pack', real.ratio, 1.1, real.detail),
    ];
  } finally {
    engine.stop();
    empty.remove();
  }
}

/** Seconds of the previews together. */
async function all(engine: Engine, pack: string): Promise<number> {
  let seconds = 0;
  for (const program of REAL) seconds += await engine.preview(pack, program);
  return seconds;
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
