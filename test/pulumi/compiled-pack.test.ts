import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPack } from '../../simulator/demo/analyzer.js';
import { Engine } from './engine.js';
import { aLogGroup } from './resources.js';

const ROOT = resolve(import.meta.dirname, '../..');

/** Speaks to the built pack as started in the program's folder, which need not be a package. */
async function withCompiledPack<T>(cwd: string, test: (engine: Engine) => Promise<T>, PWD = cwd): Promise<T> {
  const pack = await startPack(ROOT, { cwd, PWD });
  const engine = new Engine(pack.port);
  try {
    return await test(engine);
  } finally {
    engine.close();
    pack.process.kill('SIGKILL');
  }
}

describe('the compiled pack', () => {
  let folder = '';
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'logproof-program-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('serves from a folder without a package.json, and refuses by its defaults', () =>
    withCompiledPack(folder, async (engine) => {
      const { violations } = await engine.analyze(aLogGroup({ retentionInDays: 30 }));

      expect(violations).toMatchObject([{ policy: 'log-group-retention-minimum', level: 'mandatory' }]);
    }));

  it("reads the program's logproof.yaml and waivers.yaml", async () => {
    writeFileSync(join(folder, 'logproof.yaml'), 'controls: { log-group-retention-minimum: { days: 31 } }');
    writeFileSync(
      join(folder, 'waivers.yaml'),
      '- { control: log-group-retention-minimum, subject: ai-*, reason: r, owner: o, approver: a, expires: 2999-01-01 }',
    );

    await withCompiledPack(folder, async (engine) => {
      const { violations } = await engine.analyze(aLogGroup({ retentionInDays: 30 }));

      expect(violations[0]?.message).toContain('waived until 2999-01-01');
      expect(violations[0]?.message).toContain('kept 30 days, 31 required');
    });
  });

  it("reads the program's logproof.yaml when started in the pack's own folder, and no other of the same project's name", async () => {
    writeFileSync(join(folder, 'Pulumi.yaml'), 'name: ai-audit');
    writeFileSync(join(folder, 'logproof.yaml'), 'controls: { log-group-retention-minimum: { days: 30 } }');
    const verdictIn = (project: string) =>
      withCompiledPack(
        ROOT,
        async (engine) => {
          await engine.configureStack(false, project);
          return (await engine.analyze(aLogGroup({ retentionInDays: 30 }))).violations.length;
        },
        folder,
      );

    expect(await verdictIn('ai-audit')).toBe(0);
    expect(await verdictIn('another')).toBe(1);
  });
});
