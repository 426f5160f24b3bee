import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Observation } from '../../../policypack/core/fact.js';
import { pulumiSources, type PulumiOptions } from '../../../scanner/sources/pulumi-state/index.js';
import type { ProgressUpdate } from '../../../scanner/sources/source.js';
import { aLogGroup, aResource, deployment } from './states.js';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'logproof-state-'))));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const sound = () => JSON.stringify(deployment(aLogGroup()));

async function read(options: Partial<PulumiOptions>, signal = new AbortController().signal) {
  const progress: ProgressUpdate[] = [];
  const [source] = pulumiSources({ states: [], stacks: [], stdin: Readable.from([]), cwd: folder, ...options });
  const seen: Observation[] = [];
  for await (const batch of source?.collect(signal, (update) => progress.push(update)) ?? []) seen.push(...batch);
  return { seen, progress };
}

describe('a state file', () => {
  it('yields its facts and what was read, under the name that the user gave', async () => {
    const { seen, progress } = await read({ states: [file('stack.json', sound())] });

    expect(seen.map(({ type, kind }) => `${type} ${kind}`)).toEqual([
      'fact pulumi.stack',
      'fact aws.log-group',
      'population pulumi.stack',
    ]);
    expect(seen.at(-1)).toMatchObject({ scope: 'pulumi:shop/dev', read: 1, complete: true, identity: 'stack.json' });
    expect(progress).toMatchObject([{ read: 1, ended: 'complete' }]);
  });

  it('may come by standard input', async () => {
    const { seen } = await read({ states: ['-'], stdin: Readable.from([sound().slice(0, 20), sound().slice(20)]) });

    expect(seen.at(-1)).toMatchObject({ identity: 'standard input' });
  });

  it('leaves a gap where an operation on a log group was interrupted', async () => {
    const state = {
      version: 3,
      deployment: { resources: [aLogGroup()], pending_operations: [{ type: 'updating', resource: aLogGroup() }] },
    };
    const { seen } = await read({ states: [file('stack.json', JSON.stringify(state))] });

    expect(seen).toContainEqual(
      expect.objectContaining({
        type: 'gap',
        reason: 'cut-off',
        detail: expect.stringContaining('updating logs was interrupted'),
      }),
    );
    expect(seen.at(-1)).toMatchObject({ complete: false });
  });

  it.each([
    ['is not there', 'missing.json', undefined, 'missing.json: cannot be read (ENOENT)'],
    ['is truncated', 'cut.json', '{"version": 3, "deploy', 'cut.json:1:16: ends before it is whole'],
    ['is empty', 'empty.json', '', 'empty.json: is empty'],
  ])('that %s is an error of the user, never an empty state', async (_, name, content, message) => {
    const path = content === undefined ? join(folder, name) : file(name, content);

    await expect(read({ states: [path] })).rejects.toMatchObject({
      name: 'InputMistake',
      message: expect.stringContaining(message),
    });
  });

  it('of a hundred megabytes is read whole', async () => {
    const other = aResource('aws:s3/bucketObject:BucketObject', 'o', { inputs: { content: 'x'.repeat(1_000_000) } });
    const many = Array.from({ length: 100 }, (_, index) => ({ ...other, urn: `${other.urn}-${index}` }));
    const path = file('large.json', JSON.stringify(deployment(aLogGroup(), ...many)));

    const { seen } = await read({ states: [path] });

    expect(seen.at(-1)).toMatchObject({ read: 101, complete: true });
  });

  it('is a gap when the run is interrupted', async () => {
    const { seen } = await read(
      { states: ['-'], stdin: new Readable({ read: () => undefined }) },
      AbortSignal.timeout(20),
    );

    expect(seen).toMatchObject([
      { type: 'gap', reason: 'cut-off', detail: 'reading the state: the run was interrupted' },
    ]);
  });
});

describe('a stack that the Pulumi CLI exports', () => {
  /** A `pulumi` on PATH that answers as told, and nothing else on it but Node. */
  function aPulumiThat(script: string): void {
    mkdirSync(join(folder, 'bin'));
    const path = join(folder, 'bin', 'pulumi');
    writeFileSync(path, `#!${process.execPath}\n${script}`);
    chmodSync(path, 0o755);
    vi.stubEnv('PATH', `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`);
  }

  it('is asked for by name, as data and not as shell text', async () => {
    aPulumiThat(
      `require('fs').writeFileSync(${JSON.stringify(join(folder, 'args.json'))}, JSON.stringify(process.argv.slice(2))); process.stdout.write(${JSON.stringify(sound())});`,
    );

    const { seen } = await read({ stacks: ['acme/shop/dev; rm -rf /'] });

    expect(seen.at(-1)).toMatchObject({ type: 'population', identity: 'acme/shop/dev; rm -rf /' });
    expect((await import(join(folder, 'args.json'), { with: { type: 'json' } })).default).toEqual([
      'stack',
      'export',
      '--non-interactive',
      '--color',
      'never',
      '--stack',
      'acme/shop/dev; rm -rf /',
    ]);
  });

  it.each([
    [
      'not logged in',
      `console.error('error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions'); process.exit(1)`,
      'forbidden',
      'not logged in; run pulumi login',
    ],
    ['refused', `console.error('error: [403] Forbidden'); process.exit(1)`, 'forbidden', 'refused: [403] Forbidden'],
    [
      'not there',
      `console.error("warning: x\\nerror: no stack named 'dev' found"); process.exit(255)`,
      'unreachable',
      "no stack named 'dev' found; see pulumi stack ls",
    ],
    ['failing', `process.exit(7)`, 'unreachable', 'exit code 7: it says nothing'],
    ['cut off', `process.stdout.write('{"version":3,')`, 'unsupported', 'dev:1:14: ends before it is whole'],
    ['silent', `setInterval(() => {}, 1000)`, 'unreachable', 'no answer within 0.5 s'],
  ])('is a gap with a reason when it is %s', async (_, script, reason, detail) => {
    aPulumiThat(script);

    const { seen, progress } = await read({
      stacks: ['dev'],
      exportTimeoutSeconds: script.startsWith('setInterval') ? 0.5 : 30,
    });

    expect(seen).toMatchObject([
      { type: 'gap', kind: 'pulumi.stack', scope: 'pulumi:dev', reason, detail: expect.stringContaining(detail) },
    ]);
    expect(progress).toMatchObject([{ ended: 'with gaps' }]);
  });

  it('is a gap when there is no Pulumi', async () => {
    vi.stubEnv('PATH', folder);

    const { seen } = await read({ stacks: ['dev'] });

    expect(seen).toMatchObject([
      { type: 'gap', reason: 'unreachable', detail: expect.stringContaining('the pulumi command is not on PATH') },
    ]);
  });
});
