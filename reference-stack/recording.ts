import * as pulumi from '@pulumi/pulumi';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

/** One resource, as the program registered it. */
export interface RecordedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: unknown;
  /** The provider's id, and what it computed, as far as other resources use it. */
  readonly id: string;
  readonly computed: Readonly<Record<string, unknown>>;
  /** URNs that each input came from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly dependencies: readonly string[];
  readonly protect: boolean;
  /** Where the program declares it, as Pulumi writes it into a stack's state: `project:///FILE#LINE,COLUMN`. */
  readonly sourcePosition: string;
}

/** All that one run of the program declares. */
export interface Recording {
  readonly project: string;
  readonly stack: string;
  readonly resources: readonly RecordedResource[];
  readonly outputs: unknown;
}

const PROJECT = 'ai-audit-log-stack';
const STACK = 'demo';
const ACCOUNT = '123456789012';
const REGION = 'eu-west-1';

/**
 * Runs a program without an engine and records the resources it registers. Secrets are left out.
 *
 * @param program declares resources and returns the stack's outputs
 * @param root the program's folder; source positions are relative to it
 */
export async function record(program: () => object, root: string): Promise<Recording> {
  const resources: RecordedResource[] = [];
  await pulumi.runtime.setMocks({ newResource, call }, PROJECT, STACK, false);
  listen((request) => resources.push(recorded(request, root)));
  const outputs = await settled(program());
  await pulumi.runtime.disconnect();
  resources.sort((one, other) => (one.urn < other.urn ? -1 : 1));
  return { project: PROJECT, stack: STACK, resources, outputs };
}

// The part of Pulumi's RegisterResourceRequest that is recorded.
interface Registration {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProtect(): boolean;
  getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
  getDependenciesList(): string[];
  getPropertydependenciesMap(): { forEach(each: (value: { getUrnsList(): string[] }, key: string) => void): void };
  getSourceposition(): { getUri(): string; getLine(): number; getColumn(): number } | undefined;
}

// The mock monitor hides the position of a registration from the mocks: listen where it passes by.
function listen(hear: (request: Registration) => void): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as { registerResource(...parameters: unknown[]): unknown };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, ...rest) => {
    hear(request as Registration);
    return register(request, ...rest);
  };
}

function recorded(request: Registration, root: string): RecordedResource {
  const type = request.getType();
  const name = request.getName();
  const inputs = withoutSecrets(request.getObject()?.toJavaScript() ?? {}) as Record<string, unknown>;
  const propertyDependencies: Record<string, string[]> = {};
  request.getPropertydependenciesMap().forEach((value, key) => {
    if (value.getUrnsList().length > 0) propertyDependencies[key] = value.getUrnsList().sort();
  });
  return {
    urn: `urn:pulumi:${STACK}::${PROJECT}::${type}::${name}`,
    type,
    name,
    inputs,
    id: idOf(type, name, inputs),
    computed: computedOf(type, name, inputs),
    propertyDependencies: Object.fromEntries(Object.entries(propertyDependencies).sort()),
    dependencies: request.getDependenciesList().sort(),
    protect: request.getProtect(),
    sourcePosition: position(request, root),
  };
}

function position(request: Registration, root: string): string {
  const source = request.getSourceposition();
  if (source === undefined) throw new Error(`${request.getName()}: Pulumi found no source position`);
  const file = path.relative(root, fileURLToPath(source.getUri())).split(path.sep).join('/');
  return `project:///${file}#${source.getLine()},${source.getColumn()}`;
}

function newResource(args: pulumi.runtime.MockResourceArgs): { id: string; state: Record<string, unknown> } {
  const inputs = args.inputs as Record<string, unknown>;
  return { id: idOf(args.type, args.name, inputs), state: { ...inputs, ...computedOf(args.type, args.name, inputs) } };
}

function call({ token }: pulumi.runtime.MockCallArgs): Record<string, unknown> {
  switch (token) {
    case 'aws:index/getCallerIdentity:getCallerIdentity':
      return { accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/demo`, userId: 'demo', id: ACCOUNT };
    case 'aws:index/getRegion:getRegion':
      return { region: REGION, name: REGION, id: REGION };
    case 'aws:index/getPartition:getPartition':
      return { partition: 'aws', dnsSuffix: 'amazonaws.com', id: 'aws' };
    default:
      throw new Error(`the recording answers no call of ${token}`);
  }
}

function idOf(type: string, name: string, inputs: Record<string, unknown>): string {
  if (type.startsWith('kubernetes:')) {
    const { name: objectName, namespace } = inputs['metadata'] as { name: string; namespace?: string };
    return namespace === undefined ? objectName : `${namespace}/${objectName}`;
  }
  return typeof inputs['name'] === 'string' ? inputs['name'] : name;
}

function computedOf(type: string, name: string, inputs: Record<string, unknown>): Record<string, unknown> {
  switch (type) {
    case 'aws:cloudwatch/logGroup:LogGroup':
      return { arn: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${String(inputs['name'])}` };
    case 'aws:kms/key:Key':
      return { arn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/6f0d2c1e-7a54-4d0b-9f5e-2b8c4a7d1e90` };
    case 'aws:iam/role:Role':
      return { arn: `arn:aws:iam::${ACCOUNT}:role/${name}` };
    case 'kubernetes:core/v1:Service':
      return { spec: { ...(inputs['spec'] as object), clusterIP: '10.100.37.12' } };
    default:
      return {};
  }
}

// Pulumi's mark of a secret on the wire (sdk/nodejs/runtime/rpc.ts: specialSigKey and specialSecretSig).
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  if ((value as Record<string, unknown>)[SIGNATURE] === SECRET) return '[secret]';
  return Object.fromEntries(
    Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, inner]) => [key, withoutSecrets(inner)]),
  );
}

function settled(outputs: object): Promise<unknown> {
  return new Promise((resolve) => pulumi.output(outputs).apply(resolve));
}
