import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderWith } from '../cli/command-line.js';

const ROOT = join(import.meta.dirname, '../..');

let folder: ReturnType<typeof folderWith>;
beforeEach(() => void (folder = folderWith()));
afterEach(() => folder.remove());

/** Writes an oracle about every natural number. */
function anOracle(name: string, predicate: string): void {
  const fastCheck = pathToFileURL(join(ROOT, 'node_modules/fast-check/lib/fast-check.js')).href;
  writeFileSync(
    join(folder.path, `${name}.oracle.ts`),
    `import fc from ${JSON.stringify(fastCheck)};\nexport default { promise: 'of ${name}', property: () => fc.property(fc.nat(), (n: number) => ${predicate}), few: 1, many: 1 };\n`,
  );
}

const fuzz = (...argv: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    execFile('npm', ['run', '--silent', 'fuzz', '--', ...argv], { cwd: ROOT }, (problem, stdout, stderr) => resolve({ code: problem === null ? 0 : Number(problem.code), stdout, stderr }));
  });
const ofFolder = (...argv: readonly string[]): ReturnType<typeof fuzz> => fuzz('--minutes', '0.01', '--folder', folder.path, ...argv);

describe('npm run fuzz', () => {
  it('asks an oracle for a second, says the seed before, and how many inputs held', async () => {
    const { code, stdout } = await fuzz('--minutes', '0.02', '--only', 'text-of');
    expect(stdout).toMatch(/^text-of: seed \d+\ntext-of: held for [1-9]\d* inputs\n/);
    expect(code).toBe(0);
  });

  it('ends with 1 for a promise that is broken, by an input that its seed finds again', async () => {
    anOracle('small', 'n < 1000');
    const { code, stdout } = await ofFolder();
    expect(code).toBe(1);
    expect(stdout).toMatch(/small: BROKEN\nof small\n[^]*Counterexample: \[1000\]/);
    const [, seed = ''] = /Again: npm run fuzz -- --only small --seed (\d+) --folder/.exec(stdout) ?? [];

    const again = await ofFolder('--only', 'small', '--seed', seed);
    expect(again.code).toBe(1);
    expect(again.stdout).toContain(`small: seed ${seed}\nsmall: BROKEN\n`);
  });

  it('counts a hang and a crash as broken, and asks the others all the same', async () => {
    anOracle('crashing', 'process.kill(process.pid, "SIGABRT")');
    anOracle('hanging', '{ for (;;); }'.replace(/^/, '(() => ').concat(')() === n'));
    anOracle('sound', 'n >= 0');
    const { code, stdout } = await ofFolder('--grace', '4');
    expect(code).toBe(1);
    expect(stdout).toMatch(/crashing: BROKEN\nits process ended with SIGABRT/);
    expect(stdout).toMatch(/hanging: BROKEN\nan input was not done with 4 s after the time was over\nAgain: npm run fuzz -- --only hanging --seed \d+/);
    expect(stdout).toMatch(/sound: held for [1-9]/);
  });

  it.each([
    [['--minutes', 'soon'], '--minutes: expected a number, found "soon"'],
    [['--only', 'nothing'], '--only: no oracle is called nothing; there are '],
    [['--moment', '1'], "Unknown option '--moment'"],
  ])('ends with 2 for %j', async (argv, message) => {
    expect(await fuzz(...argv)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });

  it('says how it is used', async () => expect((await fuzz('--help')).stdout).toContain('npm run fuzz -- --minutes 60'));
});
