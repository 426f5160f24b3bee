import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { emptyPack } from './empty-pack.js';
import { startEngine } from './engine.js';
import { median } from './measure.js';
import { ratioRow, seconds, type Row } from './row.js';

const ROOT = join(import.meta.dirname, '..');
const RUNNER = createRequire(import.meta.url).resolve('@pulumi/pulumi/cmd/run-policy-pack/index.js');

/** The compiled pack against an empty one: start alone, and a preview on the real engine. */
export async function packRows(resources: number, rounds: number): Promise<Row[]> {
  const empty = emptyPack(ROOT);
  const engine = startEngine();
  try {
    const start = await pairs(() => startSeconds(ROOT), () => startSeconds(empty.folder), rounds * 2);
    const preview = await pairs(() => engine.preview(ROOT, resources), () => engine.preview(empty.folder, resources), rounds);
    return [
      ratioRow('start of the compiled pack', 'an empty pack', start.ratio, 1.1, start.detail),
      ratioRow(`preview of ${resources.toLocaleString('en-US')} resources, real engine`, 'the same with an empty pack', preview.ratio, 1.1, preview.detail),
    ];
  } finally {
    engine.stop();
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
