import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import type { AnalyzeDiagnostic, AnalyzeResponse } from '@pulumi/pulumi/proto/analyzer_pb.js';
import { AnalyzerClient, grpc, messages } from '../../policypack/pulumi/protocol.js';
import { resourceQuestion, stackQuestion } from './questions.js';
import type { RecordedResource, RecordedStack } from './recorded-stack.js';

const require = createRequire(import.meta.url);

/** Longest that a pack may take to start. */
const START_MILLISECONDS = 60_000;

/**
 * Starts the policy pack as the engine does and asks it the engine's questions: each resource before it is created,
 * then the stack as a whole.
 * @returns what mandatory policies found, one line each
 */
export async function analyzeStack(stack: RecordedStack, packFolder: string): Promise<string[]> {
  const { process: pack, port } = await startPack(packFolder);
  try {
    const ask = client(port);
    const found: AnalyzeDiagnostic[] = [];
    for (const resource of stack.resources) found.push(...(await ask.analyze(resource)));
    found.push(...(await ask.analyzeStack(stack.resources)));
    const lines = found.filter((entry) => entry.getEnforcementlevel() === messages.EnforcementLevel.MANDATORY).map((entry) => `${entry.getPolicyname()}: ${entry.getMessage()}`);
    return [...new Set(lines)];
  } finally {
    pack.kill();
  }
}

/**
 * Runs the pack's server as Pulumi's language host does, and reads the port that it prints. It is started in the pack's
 * folder unless in another; PWD, which says where the user stands, is this process' own unless another is given.
 * @throws Error with what the pack wrote, when it does not serve
 */
export async function startPack(packFolder: string, { cwd = packFolder, PWD }: { readonly cwd?: string; readonly PWD?: string } = {}): Promise<{ process: ChildProcess; port: number }> {
  const runner = require.resolve('@pulumi/pulumi/cmd/run-policy-pack/index.js');
  const pack = spawn(process.execPath, [runner, '127.0.0.1:1', packFolder], { cwd, env: { ...process.env, ...(PWD !== undefined && { PWD }) }, stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  pack.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const port = await new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the policy pack did not start in time\n${errors}`)), START_MILLISECONDS);
    pack.stdout.on('data', (chunk: Buffer) => {
      const printed = /^(\d+)\s*$/m.exec(chunk.toString())?.[1];
      if (!printed) return;
      clearTimeout(timer);
      resolve(Number(printed));
    });
    pack.once('exit', (code) => reject(new Error(`the policy pack ended with ${code} before it served\n${errors}`)));
  });
  return { process: pack, port };
}

/** The engine's side of pulumi/analyzer.proto. */
function client(port: number) {
  const analyzer = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const asked = (start: (done: (problem: Error | null, answer: AnalyzeResponse) => void) => unknown) =>
    new Promise<AnalyzeDiagnostic[]>((resolve, reject) => {
      start((problem, answer) => (problem ? reject(problem) : resolve(answer.getDiagnosticsList())));
    });
  return {
    analyze: (resource: RecordedResource) => asked((done) => analyzer.analyze(resourceQuestion({ ...resource, properties: resource.inputs }), done)),
    analyzeStack: (resources: readonly RecordedResource[]) =>
      asked((done) => analyzer.analyzeStack(stackQuestion(resources.map((each) => ({ ...each, properties: { ...each.inputs, ...each.computed } }))), done)),
  };
}
