import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pc from 'picocolors';
import { startDemoCloud, UNMANAGED_GROUP, type DemoCloud } from '../../simulator/demo/cloud.js';
import { judgeByPack, type PackVerdict } from '../../simulator/demo/pack.js';
import { exportedState, recordedStack, withInputs, type RecordedStack } from '../../simulator/demo/recorded-stack.js';
import { packageFolder } from '../../policypack/own-package.js';
import { mayColour, type CommandContext } from './context.js';
import type { DemoFlags } from './demo-command.js';

/** Runs the story; 0 when it went as told, 1 when it did not. */
export async function runDemo({ out }: DemoFlags, context: CommandContext): Promise<number> {
  const story = new Story(resolve(context.cwd, out), context);
  await mkdir(story.folder, { recursive: true });
  const cloud = await startDemoCloud();
  try {
    return (await story.tell(cloud)) ? 0 : 1;
  } finally {
    await cloud.stop();
  }
}

/** The demo's chapters, told on standard output. */
class Story {
  readonly #colours;
  readonly #stack: RecordedStack;

  constructor(
    readonly folder: string,
    private readonly context: CommandContext,
  ) {
    this.#colours = pc.createColors(mayColour(context.stdoutIsTerminal, context.environment));
    this.#stack = recordedStack(join(packageFolder(), 'simulator/demo/reference-stack.json'));
  }

  async tell(cloud: DemoCloud): Promise<boolean> {
    const steps = [await this.#judge(), await this.#deployAndScan(cloud), await this.#tamperAndScan(cloud)];
    await this.#end();
    return steps.every(Boolean);
  }

  async #judge(): Promise<boolean> {
    await this.#chapter(1, 'The policy pack judges the reference stack before anything is created');
    const good = await judgeByPack(this.#stack, packageFolder());
    await this.#say(`Asked by ${good.by}.`);
    await this.#verdict('the reference stack', good);
    const careless = withInputs(this.#stack, 'aws:cloudwatch/logGroup:LogGroup', { retentionInDays: 30 });
    const bad = await judgeByPack(careless, packageFolder());
    await this.#verdict('the same with retentionInDays: 30', bad);
    return !good.refused && bad.refused;
  }

  async #verdict(what: string, { refused, violations }: PackVerdict): Promise<void> {
    await this.#say(`${refused ? this.#colours.red('✗ refused') : this.#colours.green('✓ accepted')}  ${what}`);
    for (const violation of violations) await this.#say(`    ${violation.replaceAll('\n', '\n    ')}`);
  }

  async #deployAndScan(cloud: DemoCloud): Promise<boolean> {
    await this.#chapter(2, 'It is deployed, and scanned');
    await cloud.deploy(this.#stack);
    await this.#say('Created over the wire in a simulated AWS account and a simulated Kubernetes 1.18.');
    await Promise.all([
      writeFile(join(this.folder, 'kubeconfig.yaml'), cloud.kubeconfig, { mode: 0o600 }),
      writeFile(join(this.folder, 'stack.json'), `${JSON.stringify(exportedState(this.#stack), null, 2)}\n`),
      writeFile(join(this.folder, 'logproof.yaml'), configuration(cloud)),
    ]);
    return (await this.#scan([])) === 0;
  }

  async #tamperAndScan(cloud: DemoCloud): Promise<boolean> {
    await this.#chapter(3, "Somebody changes things behind the program's back");
    await cloud.tamper(this.#stack);
    await this.#say('  - the retention of the audit log group: 365 days to 30');
    await this.#say('  - the level of the audit sink: Metadata to None');
    await this.#say(`  - a log group that no program declares: ${UNMANAGED_GROUP}`);
    await this.#chapter(4, 'The next scan');
    return (await this.#scan(['table', 'html=report.html', 'sarif=report.sarif', 'json=result.json'])) === 1;
  }

  async #end(): Promise<void> {
    const shown = relative(this.context.cwd, this.folder) || '.';
    await this.#chapter(5, 'What it leaves');
    await this.#say(`  ${shown}/report.html    open it in a browser: the page for the auditor`);
    await this.#say(`  ${shown}/report.sarif   for code scanning`);
    await this.#say(`  ${shown}/result.json    for programs; \`logproof report\` renders it in any format`);
    await this.#say('\nNext: logproof init writes a configuration that fits what you have.');
  }

  /** Runs the real command, as a user would type it. */
  async #scan(reports: readonly string[]): Promise<number> {
    const args = ['scan', '--config', 'logproof.yaml', '--no-progress', ...reports.flatMap((report) => ['--report', report])];
    await this.#say(this.#colours.dim(`$ logproof ${args.join(' ')}`));
    const code = await this.#run(args);
    await this.#say(this.#colours.dim(`exit code ${code}`));
    return code;
  }

  #run(args: readonly string[]): Promise<number> {
    const bin = join(dirname(fileURLToPath(import.meta.url)), '..', 'bin.js');
    const env = { ...this.context.environment, AWS_ACCESS_KEY_ID: 'demo', AWS_SECRET_ACCESS_KEY: 'demo', AWS_SESSION_TOKEN: '', AWS_PROFILE: '', LOGPROOF_CONFIG: '' };
    const child = spawn(process.execPath, [bin, ...args], { cwd: this.folder, env, stdio: ['ignore', 'inherit', 'inherit'] });
    return new Promise((done, fail) => {
      child.once('error', fail);
      child.once('exit', (code) => done(code ?? 130));
    });
  }

  #chapter = async (number: number, title: string): Promise<void> => this.#say(`\n${this.#colours.bold(`${number}. ${title}`)}\n`);

  #say = async (text: string): Promise<void> => void (await this.context.stdout(`${text}\n`));
}

const configuration = ({ region, awsUrl }: DemoCloud): string => `# The demo's configuration: a simulated account and cluster, compared with the reference stack's state.
# No pod of the simulated cluster is an API server that could be asked how it audits.
sources:
  kubernetes: { kubeconfig: kubeconfig.yaml, apiServer: false }
  aws: { regions: [${region}], endpointUrl: "${awsUrl}" }
  pulumi: { states: [stack.json] }
`;
