import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A resource, as the running program registered it with the engine. */
export interface Registered {
  type: string;
  name: string;
  file: string;
  line: number;
}

/** What a run of a Pulumi program came to. */
export interface ProgramRun {
  exitCode: number | null;
  /** What Pulumi would print of the program's errors. */
  errors: string;
  registered: Registered[];
  outputs: Record<string, unknown>;
}

/**
 * Runs a Pulumi program the way `pulumi up` runs it, with Pulumi's own Node runtime and its TypeScript support,
 * against an engine that accepts every resource and gives back its inputs.
 *
 * @param folder the program's folder, with its dependencies installed
 * @param config configuration by key, without the project's name
 * @param secretKeys the keys among them that are secret
 */
export async function runProgram(folder: string, config: Record<string, string>, secretKeys: string[]): Promise<ProgramRun> {
  const require = createRequire(join(folder, 'package.json'));
  const engine = await acceptingEngine(require);
  const project = 'ai-audit-log-stack';
  const named = (key: string): string => `${project}:${key}`;
  const child = spawn(process.execPath, [
    require.resolve('@pulumi/pulumi/cmd/run'),
    '--monitor', engine.address, '--engine', engine.address, '--project', project, '--stack', 'test',
    '--pwd', folder, '--parallel', '4', '.',
  ], {
    cwd: folder,
    env: {
      ...process.env,
      PULUMI_NODEJS_TYPESCRIPT: 'true',
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(Object.entries(config).map(([key, value]) => [named(key), value]))),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys.map(named)),
    },
  });
  let printed = '';
  child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
  child.stderr.on('data', (data: Buffer) => (printed += data.toString()));
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  engine.stop();
  return { exitCode, errors: engine.errors() + printed, registered: engine.registered, outputs: engine.outputs() };
}

// Untyped on purpose: these are the generated protocol classes of whichever Pulumi version the program installed.
/* eslint-disable @typescript-eslint/no-explicit-any */
async function acceptingEngine(require: NodeJS.Require): Promise<{
  address: string;
  registered: Registered[];
  errors(): string;
  outputs(): Record<string, unknown>;
  stop(): void;
}> {
  const grpc = require('@grpc/grpc-js');
  const { ResourceMonitorService } = require('@pulumi/pulumi/proto/resource_grpc_pb');
  const { EngineService } = require('@pulumi/pulumi/proto/engine_grpc_pb');
  const { GetRootResourceResponse, SetRootResourceResponse } = require('@pulumi/pulumi/proto/engine_pb');
  const { SupportsFeatureResponse, RegisterResourceResponse } = require('@pulumi/pulumi/proto/resource_pb');
  const { InvokeResponse } = require('@pulumi/pulumi/proto/provider_pb');
  const { Empty } = require('google-protobuf/google/protobuf/empty_pb');
  const { Struct } = require('google-protobuf/google/protobuf/struct_pb');

  const registered: Registered[] = [];
  let errors = '';
  let outputs: Record<string, unknown> = {};
  let root = '';
  const server = new grpc.Server();
  server.addService(ResourceMonitorService, {
    supportsFeature: (call: any, done: any) => {
      const answer = new SupportsFeatureResponse();
      answer.setHassupport(['secrets', 'resourceReferences'].includes(call.request.getId()));
      done(null, answer);
    },
    registerResource: ({ request }: any, done: any) => {
      const [type, name, position] = [request.getType(), request.getName(), request.getSourceposition()];
      if (type !== 'pulumi:pulumi:Stack') {
        registered.push({ type, name, file: position?.getUri() ?? '', line: position?.getLine() ?? 0 });
      }
      const answer = new RegisterResourceResponse();
      answer.setUrn(`urn:pulumi:test::ai-audit-log-stack::${type}::${name}`);
      answer.setId(request.getCustom() ? name : '');
      answer.setObject(request.getObject());
      done(null, answer);
    },
    registerResourceOutputs: ({ request }: any, done: any) => {
      outputs = request.getOutputs()?.toJavaScript() ?? {};
      done(null, new Empty());
    },
    invoke: ({ request }: any, done: any) => {
      const answer = new InvokeResponse();
      answer.setReturn(Struct.fromJavaScript(INVOKED[request.getTok()] ?? {}));
      done(null, answer);
    },
    signalAndWaitForShutdown: (_call: any, done: any) => done(null, new Empty()),
  });
  server.addService(EngineService, {
    getRootResource: (_call: any, done: any) => {
      const answer = new GetRootResourceResponse();
      answer.setUrn(root);
      done(null, answer);
    },
    setRootResource: ({ request }: any, done: any) => {
      root = request.getUrn();
      done(null, new SetRootResourceResponse());
    },
    log: ({ request }: any, done: any) => {
      if (request.getSeverity() >= 3) errors += `${request.getMessage()}\n`;
      done(null, new Empty());
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    const insecure = grpc.ServerCredentials.createInsecure();
    server.bindAsync('127.0.0.1:0', insecure, (error: Error | null, bound: number) => (error ? reject(error) : resolve(bound)));
  });
  return {
    address: `127.0.0.1:${port}`,
    registered,
    errors: () => errors,
    outputs: () => outputs,
    stop: () => server.forceShutdown(),
  };
}

const INVOKED: Record<string, Record<string, string>> = {
  'aws:index/getCallerIdentity:getCallerIdentity': { accountId: '123456789012', arn: 'arn:aws:iam::123456789012:user/test', userId: 'test', id: '123456789012' },
  'aws:index/getRegion:getRegion': { region: 'eu-west-1', name: 'eu-west-1', id: 'eu-west-1' },
  'aws:index/getPartition:getPartition': { partition: 'aws', dnsSuffix: 'amazonaws.com', id: 'aws' },
};
