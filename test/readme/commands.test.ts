import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportedState, recordedStack } from '../../simulator/demo/recorded-stack.js';
import { startDemoCloud, type DemoCloud } from '../../simulator/demo/cloud.js';
import { folderWith, logproof } from '../cli/command-line.js';

const ROOT = join(import.meta.dirname, '../..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** Every command line of the README's shell blocks, without its comment. */
const COMMANDS = [...README.matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap(([, block = '']) => block.split('\n'))
  .map((line) => line.replace(/\s+#.*$/, '').trim())
  .filter((line) => line !== '');

/** Commands that another test runs, since they need an installation or the real engine. */
const RUN_ELSEWHERE: Readonly<Record<string, string>> = {
  'npm run demo': 'test/readme/demo.real.test.ts',
  'npm cit': '.ci/run',
  'npm install --save-dev logproof': 'test/package/package.real.test.ts',
  'pulumi preview --policy-pack node_modules/logproof': 'test/pulumi/tarball.real.test.ts',
  'pulumi up --policy-pack node_modules/logproof': 'test/pulumi/tarball.real.test.ts',
};

/** What each of ours ends with, in a folder where the reference stack is deployed and somebody shortened retention. */
const ENDS_WITH: Readonly<Record<string, number>> = { scan: 1, init: 0, controls: 0, report: 0, render: 0 };

const POLICY = 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n  - level: Metadata\n';

describe('the commands of the README', () => {
  let folder: ReturnType<typeof folderWith>;
  let cloud: DemoCloud;
  const before = { ...process.env };

  beforeAll(async () => {
    const stack = recordedStack(join(ROOT, 'simulator/demo/reference-stack.json'));
    cloud = await startDemoCloud();
    await cloud.deploy(stack);
    await cloud.tamper(stack);
    const sink = stack.resources.find(({ type }) => type.endsWith(':AuditSink'))?.inputs;
    folder = folderWith({ 'stack.json': JSON.stringify(exportedState(stack)), 'policy.yaml': POLICY, 'sink.yaml': JSON.stringify(sink), kubeconfig: cloud.kubeconfig });
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'readme', AWS_SECRET_ACCESS_KEY: 'readme', AWS_REGION: cloud.region, AWS_ENDPOINT_URL: cloud.awsUrl, KUBECONFIG: join(folder.path, 'kubeconfig'),
    });
  });
  afterAll(async () => {
    process.env = before;
    await cloud?.stop();
    folder?.remove();
  });

  it('are all known to a test', () => {
    const unknown = COMMANDS.filter((command) => !command.startsWith('npx logproof ') && !(command in RUN_ELSEWHERE));
    expect(unknown).toEqual([]);
    for (const file of Object.values(RUN_ELSEWHERE)) expect(() => readFileSync(join(ROOT, file))).not.toThrow();
  });

  it.each(COMMANDS.filter((command) => command.startsWith('npx logproof ')))('%s', async (command) => {
    const argv = command.split(/\s+/).slice(2);
    if (argv[0] === 'report') {
      const saved = await logproof(['scan', '--region', cloud.region, '--report', 'json'], { cwd: folder.path });
      writeFileSync(join(folder.path, 'result.json'), saved.stdout);
    }
    const { code, stdout, stderr } = await logproof(argv, { cwd: folder.path });
    expect(code, stderr).toBe(ENDS_WITH[argv[0] ?? ''] ?? 0);
    expect(stdout + stderr).not.toBe('');
  });

  it('name files that are there', () => {
    const links = [...README.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
    for (const path of links) expect(() => readFileSync(join(ROOT, path))).not.toThrow(/ENOENT/);
  });
});
