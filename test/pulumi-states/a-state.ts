import { aResource as oneOf } from '../sources/pulumi-state/states.js';

/** The account of the simulator. */
export const ACCOUNT = '123456789012';

/** A stack's resources, as a program of the project `ai` leaves them. */
export class AStack {
  readonly #project: string;
  readonly #stack: string;

  /** @param name `project/stack` */
  constructor(name: string) {
    const [project = '', stack = ''] = name.split('/');
    this.#project = project;
    this.#stack = stack;
  }

  urn = (type: string, name: string): string => `urn:pulumi:${this.#stack}::${this.#project}::${type}::${name}`;

  /** A resource as its provider leaves it. */
  resource = (type: string, name: string, fields: object = {}): object => ({ ...oneOf(type, name, fields), urn: this.urn(type, name) });

  /** A log group as AWS's provider leaves it: its outputs say where it is. */
  group(name: string, { region = 'eu-west-1', days = 365, as = 'audit', ...fields }: AGroup = {}): object {
    const outputs = { arn: `arn:aws:logs:${region}:${ACCOUNT}:log-group:${name}`, name, retentionInDays: days, logGroupClass: 'STANDARD', kmsKeyId: '', deletionProtectionEnabled: false, region };
    return this.resource('aws:cloudwatch/logGroup:LogGroup', as, { id: name, inputs: { name, retentionInDays: days }, outputs, sourcePosition: 'project:///index.ts#7,17', ...fields });
  }

  /** A log stream, in the group of a name. */
  stream(group: string, { region = 'eu-west-1', as = 'stream' }: { readonly region?: string; readonly as?: string } = {}): object {
    const arn = `arn:aws:logs:${region}:${ACCOUNT}:log-group:${group}:log-stream:${as}`;
    return this.resource('aws:cloudwatch/logStream:LogStream', as, { id: as, inputs: { logGroupName: group, name: as }, outputs: { arn, logGroupName: group, name: as, region } });
  }

  /** What `pulumi stack export` writes. */
  state = (resources: readonly object[], deployment: object = {}): string =>
    JSON.stringify({ version: 3, deployment: { manifest: {}, resources: [this.resource('pulumi:pulumi:Stack', `${this.#project}-${this.#stack}`, { custom: false }), ...resources], ...deployment } });
}

/** How a group differs from one that nothing is wrong with. */
export interface AGroup {
  readonly region?: string;
  readonly days?: number;
  /** Its name in the program. */
  readonly as?: string;
  readonly inputs?: object;
  readonly outputs?: object;
  readonly [field: string]: unknown;
}
