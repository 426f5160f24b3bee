import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import type { RecordedResource, RecordedStack } from './recorded-stack.js';

const require = createRequire(import.meta.url);

/** Longest that a pack may take to start. */
const START_MILLISECONDS = 60_000;
/** Level numbers of pulumi/analyzer.proto, EnforcementLevel. */
const MANDATORY = 1;

interface Diagnostic {
  getPolicyname(): string;
  getMessage(): string;
  getUrn(): string;
  getEnforcementlevel(): number;
}
type Answer = { getDiagnosticsList(): Diagnostic[] };

/**
 * Starts the policy pack as the engine does and asks it the engine's questions: each resource before it is created,
 * then the stack as a whole.
 * @returns what mandatory policies found, one line each
 */
export async function analyzeStack(stack: RecordedStack, packFolder: string): Promise<string[]> {
  const { process: pack, port } = await startPack(packFolder);
  try {
    const ask = await client(port);
    const found: Diagnostic[] = [];
    for (const resource of stack.resources) found.push(...(await ask.analyze(resource)));
    found.push(...(await ask.analyzeStack(stack.resources)));
    const lines = found.filter((entry) => entry.getEnforcementlevel() === MANDATORY).map((entry) => `${entry.getPolicyname()}: ${entry.getMessage()}`);
    return [...new Set(lines)];
  } finally {
    pack.kill();
  }
}

/** Runs the pack's server and reads the port that it prints. */
async function startPack(packFolder: string): Promise<{ process: ChildProcess; port: string }> {
  const runner = require.resolve('@pulumi/pulumi/cmd/run-policy-pack/index.js');
  const pack = spawn(process.execPath, [runner, '127.0.0.1:1', packFolder], { cwd: packFolder, stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  pack.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const port = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the policy pack did not start in time\n${errors}`)), START_MILLISECONDS);
    pack.stdout.on('data', (chunk: Buffer) => {
      const printed = /^(\d+)\s*$/m.exec(chunk.toString())?.[1];
      if (!printed) return;
      clearTimeout(timer);
      resolve(printed);
    });
    pack.once('exit', (code) => reject(new Error(`the policy pack ended with ${code} before it served\n${errors}`)));
  });
  return { process: pack, port };
}

/** The engine's side of pulumi/analyzer.proto. The generated modules have no ES entry, hence `require`. */
async function client(port: string) {
  const grpc = require('@grpc/grpc-js') as typeof import('@grpc/grpc-js');
  const { AnalyzerClient } = require('@pulumi/pulumi/proto/analyzer_grpc_pb.js');
  const messages = require('@pulumi/pulumi/proto/analyzer_pb.js');
  const { Struct } = require('google-protobuf/google/protobuf/struct_pb.js');
  const analyzer = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const call = (method: string, request: unknown) =>
    new Promise<Diagnostic[]>((resolve, reject) => {
      analyzer[method](request, (problem: Error | null, answer: Answer) => (problem ? reject(problem) : resolve(answer.getDiagnosticsList())));
    });
  const fill = <T extends Record<string, (value: unknown) => void>>(message: T, { type, urn, name }: RecordedResource, properties: object): T => {
    message['setType']?.(type);
    message['setUrn']?.(urn);
    message['setName']?.(name);
    message['setProperties']?.(Struct.fromJavaScript(properties));
    message['setOptions']?.(new messages.AnalyzerResourceOptions());
    return message;
  };
  const whole = (resource: RecordedResource) => {
    const message = fill(new messages.AnalyzerResource(), resource, { ...resource.inputs, ...resource.computed });
    message.setDependenciesList(resource.dependencies);
    for (const [property, urns] of Object.entries(resource.propertyDependencies)) {
      const dependencies = new messages.AnalyzerPropertyDependencies();
      dependencies.setUrnsList(urns);
      message.getPropertydependenciesMap().set(property, dependencies);
    }
    return message;
  };
  return {
    analyze: (resource: RecordedResource) => call('analyze', fill(new messages.AnalyzeRequest(), resource, resource.inputs)),
    analyzeStack(resources: readonly RecordedResource[]) {
      const request = new messages.AnalyzeStackRequest();
      request.setResourcesList(resources.map(whole));
      return call('analyzeStack', request);
    },
  };
}

