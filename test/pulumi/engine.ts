import type { AnalyzeDiagnostic, AnalyzeResponse, AnalyzerInfo } from '@pulumi/pulumi/proto/analyzer_pb.js';
import { AnalyzerClient, Empty, grpc, messages, Struct } from '../../policypack/pulumi/protocol.js';
import { resourceQuestion, stackQuestion, type AskedResource } from '../../simulator/demo/questions.js';

/** What a program declares, in Pulumi's wire form. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  readonly properties: object;
  readonly dependsOn?: Readonly<Record<string, readonly string[]>>;
  /** The URN of the component that it belongs to. */
  readonly parent?: string;
  /** The provider that it is made through; without one, nothing is said of it. */
  readonly provider?: AProvider;
}

/** A provider that a program configures. */
export interface AProvider {
  readonly name: string;
  readonly properties: object;
}

/** A violation as the engine receives it. */
export interface Violation {
  readonly policy: string;
  readonly level: 'mandatory' | 'advisory';
  readonly urn: string;
  readonly message: string;
}

/** An answer of one stage. */
export interface Stage {
  readonly violations: readonly Violation[];
  readonly notApplicable: readonly string[];
}

/** The pack's side of Pulumi's engine, over a real socket. */
export class Engine {
  readonly #client: InstanceType<typeof AnalyzerClient>;

  constructor(port: number) {
    this.#client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  }

  info = (): Promise<AnalyzerInfo> => this.#call((done) => this.#client.getAnalyzerInfo(new Empty(), done));

  handshake = (): Promise<unknown> =>
    this.#call((done) => this.#client.handshake(new messages.AnalyzerHandshakeRequest(), done));

  remediate = (): Promise<unknown> => this.#call((done) => this.#client.remediate(new messages.AnalyzeRequest(), done));

  cancel = (): Promise<unknown> => this.#call((done) => this.#client.cancel(new Empty(), done));

  configureStack(dryRun: boolean, project = 'shop'): Promise<unknown> {
    return this.#call((done) =>
      this.#client.configureStack(
        new messages.AnalyzerStackConfigureRequest().setStack('dev').setProject(project).setDryRun(dryRun),
        done,
      ),
    );
  }

  configure(
    config: Readonly<
      Record<string, { readonly enforcementLevel?: keyof typeof LEVELS; readonly [parameter: string]: unknown }>
    >,
  ): Promise<unknown> {
    const request = new messages.ConfigureAnalyzerRequest();
    for (const [policy, { enforcementLevel = 'mandatory', ...properties }] of Object.entries(config)) {
      const entry = new messages.PolicyConfig()
        .setEnforcementlevel(LEVELS[enforcementLevel])
        .setProperties(Struct.fromJavaScript(properties as Record<string, never>));
      request.getPolicyconfigMap().set(policy, entry);
    }
    return this.#call((done) => this.#client.configure(request, done));
  }

  async analyze(resource: Declared): Promise<Stage> {
    const request = resourceQuestion(asked(resource));
    return asStage(await this.#call<AnalyzeResponse>((done) => this.#client.analyze(request, done)));
  }

  async analyzeStack(resources: readonly Declared[]): Promise<Stage> {
    const request = stackQuestion([STACK, ...resources].map(asked));
    return asStage(await this.#call<AnalyzeResponse>((done) => this.#client.analyzeStack(request, done)));
  }

  close(): void {
    this.#client.close();
  }

  #call<T>(start: (done: (problem: Error | null, answer: T) => void) => unknown): Promise<T> {
    return new Promise((resolve, reject) => {
      start((problem, answer) => (problem ? reject(problem) : resolve(answer)));
    });
  }
}

const LEVELS = {
  advisory: messages.EnforcementLevel.ADVISORY,
  mandatory: messages.EnforcementLevel.MANDATORY,
  disabled: messages.EnforcementLevel.DISABLED,
  remediate: messages.EnforcementLevel.REMEDIATE,
} as const;

const STACK: Declared = { type: 'pulumi:pulumi:Stack', name: 'shop-dev', properties: {} };

/** The URN of a resource in the stack `dev` of the project `shop`. */
export const urn = ({ type, name }: { readonly type: string; readonly name: string }): string =>
  `urn:pulumi:dev::shop::${type}::${name}`;

function asked({ dependsOn = {}, provider, ...resource }: Declared): AskedResource {
  const type = `pulumi:providers:${resource.type.split(':')[0]}`;
  return { ...resource, urn: urn(resource), propertyDependencies: dependsOn, ...(provider && { provider: { type, urn: urn({ type, name: provider.name }), ...provider } }) };
}

const asViolation = (diagnostic: AnalyzeDiagnostic): Violation => ({
  policy: diagnostic.getPolicyname(),
  level: diagnostic.getEnforcementlevel() === LEVELS.mandatory ? 'mandatory' : 'advisory',
  urn: diagnostic.getUrn(),
  message: diagnostic.getMessage(),
});

const asStage = (response: AnalyzeResponse): Stage => ({
  violations: response.getDiagnosticsList().map(asViolation),
  notApplicable: response.getNotApplicableList().map((skipped) => skipped.getPolicyName()),
});
