import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { folderWith } from '../cli/command-line.js';
import { binary } from '../rig/build.js';
import { pulumiEnvironment } from '../rig/pulumi/environment.js';

const execute = promisify(execFile);
const BIN = join(import.meta.dirname, '../../dist/scanner/bin.js');

describe('the demo', () => {
  let folder: ReturnType<typeof folderWith>;
  afterEach(() => folder.remove());

  async function demo(env: Readonly<Record<string, string>>): Promise<string> {
    folder = folderWith();
    const { stdout } = await execute(process.execPath, [BIN, 'demo'], { cwd: folder.path, env: { ...process.env, ...env }, maxBuffer: 16 * 1024 * 1024 });
    return stdout;
  }

  function expectTheStory(stdout: string): void {
    expect(stdout).toMatch(/accepted {2}the reference stack/);
    expect(stdout).toMatch(/refused {2}the same with retentionInDays: 30/);
    expect(stdout).toMatch(/exit code 0[\s\S]+exit code 1/);
    for (const found of ['retentionInDays: declared 365, live 30', 'spec.policy.level: declared Metadata, live None', '/ai-system/prompt-debug', 'log-group.ts:', 'audit-sink.ts:']) {
      expect(stdout).toContain(found);
    }
    for (const report of ['report.html', 'report.sarif', 'result.json']) expect(existsSync(join(folder.path, 'logproof-demo', report))).toBe(true);
  }

  it("tells its story over Pulumi's analyzer protocol where pulumi is not on PATH, and says so", async () => {
    const stdout = await demo({ PATH: dirname(process.execPath) });
    expect(stdout).toContain("Asked by Pulumi's analyzer protocol (pulumi is not on PATH)");
    expectTheStory(stdout);
  });

  it('tells it through the real engine where pulumi is on PATH, and says so', async () => {
    const environment = await pulumiEnvironment();
    try {
      const stdout = await demo({ ...environment.env, PATH: `${dirname(await binary('pulumi'))}:${environment.env['PATH'] ?? process.env['PATH'] ?? ''}` });
      expect(stdout).toMatch(/Asked by the Pulumi engine 3\./);
      expectTheStory(stdout);
    } finally {
      await environment.stop();
    }
  });
});
