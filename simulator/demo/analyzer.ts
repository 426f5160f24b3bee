import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { AnalyzerClient, grpc, messages, Struct } from '../../policypack/pulumi/protocol.js';
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
type Call = (request: unknown, done: (problem: Error | null, answer: Answer) => void) => void;

/**
 * Starts the policy pack as the engine does and asks it the engine's questions: each resource before it is created,
 * then the stack as a whole.
 * @returns what mandatory policies found, one line each
 */
export async function analyzeStack(stack: RecordedStack, packFolder: string): Promise<string[]> {
  const { process: pack, port } = await startPack(packFolder);
  try {
    const ask = client(port);
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

type Properties = Parameters<typeof Struct.fromJavaScript>[0];
type Question = InstanceType<typeof messages.AnalyzeRequest> | InstanceType<typeof messages.AnalyzerResource>;

/** What both questions say of a resource. */
function filled<Q extends Question>(question: Q, { type, urn, name }: RecordedResource, properties: object): Q {
  question.setType(type);
  question.setUrn(urn);
  question.setName(name);
  question.setProperties(Struct.fromJavaScript(properties as Properties));
  question.setOptions(new messages.AnalyzerResourceOptions());
  return question;
}

/** A resource after it was created, with what it depends on. */
function created(resource: RecordedResource): InstanceType<typeof messages.AnalyzerResource> {
  const question = filled(new messages.AnalyzerResource(), resource, { ...resource.inputs, ...resource.computed });
  question.setDependenciesList([...resource.dependencies]);
  for (const [property, urns] of Object.entries(resource.propertyDependencies)) {
    const dependencies = new messages.AnalyzerPropertyDependencies();
    dependencies.setUrnsList([...urns]);
    question.getPropertydependenciesMap().set(property, dependencies);
  }
  return question;
}

/** The engine's side of pulumi/analyzer.proto. */
function client(port: string) {
  const analyzer = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure()) as unknown as Record<'analyze' | 'analyzeStack', Call>;
  const call = (method: 'analyze' | 'analyzeStack', request: unknown) =>
    new Promise<Diagnostic[]>((resolve, reject) => {
      analyzer[method](request, (problem, answer) => (problem ? reject(problem) : resolve(answer.getDiagnosticsList())));
    });
  return {
    analyze: (resource: RecordedResource) => call('analyze', filled(new messages.AnalyzeRequest(), resource, resource.inputs)),
    analyzeStack(resources: readonly RecordedResource[]) {
      const request = new messages.AnalyzeStackRequest();
      request.setResourcesList(resources.map(created));
      return call('analyzeStack', request);
    },
  };
}
