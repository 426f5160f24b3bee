import type { handleUnaryCall, sendUnaryData, ServiceError, UntypedServiceImplementation } from '@grpc/grpc-js';
import type {
  AnalyzeRequest,
  AnalyzerStackConfigureRequest,
  AnalyzeStackRequest,
  ConfigureAnalyzerRequest,
} from '@pulumi/pulumi/proto/analyzer_pb.js';
import { CONTROLS } from '../controls/index.js';
import { ConfigurationErrors } from '../configuration/errors.js';
import type { Settings } from '../core/settings.js';
import type { OwnPackage } from '../own-package.js';
import { applyPackConfiguration } from './pack-configuration.js';
import { policyOf, type Policy } from './policy.js';
import { Empty, grpc, messages, PluginInfo } from './protocol.js';
import { Session, type Answer } from './session.js';
import { readConfiguration, readResource, writeAnswer, writeInfo } from './wire.js';
import { textOf } from '../core/untyped.js';

/** What the analyzer needs of the world. */
export interface AnalyzerOptions {
  readonly manifest: OwnPackage;
  /**
   * Reads `logproof.yaml` and the waivers; its errors fail the run, in full.
   * @param project the name of the project that the engine runs; undefined where it runs none
   */
  readonly loadSettings: (project: string | undefined) => Settings;
  /** YYYY-MM-DD, UTC. */
  readonly today: () => string;
  /** Tells a line that is no violation. Default: nobody hears it. */
  readonly tell?: (line: string) => void;
}

/**
 * The service that Pulumi's engine calls. It speaks the analyzer protocol itself instead of through @pulumi/policy's
 * PolicyPack, which drops what logproof promises to see: names in the configuration that are no policy, whether a value is
 * a secret, and which of a resource's values is the unknown one.
 */
export class Analyzer {
  #loaded: Settings | undefined;
  #configured: Settings | undefined;
  #session: Session | undefined;
  #preview = false;
  #project: string | undefined;
  /** Whether the engine runs a program: it says so of every stack but one that `pulumi policy analyze` reads from a file. */
  #running = false;

  constructor(private readonly options: AnalyzerOptions) {}

  /** The handlers, for a gRPC server. None throws: what goes wrong is answered. */
  service(): UntypedServiceImplementation {
    return {
      handshake: answering(() => new messages.AnalyzerHandshakeResponse()),
      getPluginInfo: answering(() => new PluginInfo().setVersion(this.options.manifest.version)),
      getAnalyzerInfo: answering(() => writeInfo(this.policies(), this.options.manifest)),
      configure: answering((request: ConfigureAnalyzerRequest) => this.#configure(request)),
      configureStack: answering((request: AnalyzerStackConfigureRequest) => this.#configureStack(request)),
      analyze: answering((request: AnalyzeRequest) =>
        this.#judge((session) => session.resource(readResource(request))),
      ),
      analyzeStack: answering((request: AnalyzeStackRequest) =>
        this.#judge((session) => session.stack(request.getResourcesList().map(readResource))),
      ),
      remediate: answering(() => new messages.RemediateResponse()),
      cancel: answering(() => new Empty()),
    };
  }

  /** Every control, as a policy. Those that only a scan can judge are there too, and say so. */
  policies(): Policy[] {
    const settings = this.#settings();
    return CONTROLS.flatMap((control) => {
      const configured = settings.controls[control.id];
      return configured ? [policyOf(control, configured, settings.frameworks)] : [];
    });
  }

  #settings(): Settings {
    return this.#configured ?? this.#load();
  }

  #load(): Settings {
    return (this.#loaded ??= this.options.loadSettings(this.#project));
  }

  #configure(request: ConfigureAnalyzerRequest): object {
    this.#configured = applyPackConfiguration(
      this.#load(),
      readConfiguration(request),
    );
    this.#session = undefined;
    return new Empty();
  }

  #configureStack(request: AnalyzerStackConfigureRequest): object {
    this.#preview = request.getDryRun();
    this.#project = request.getProject() || undefined;
    this.#running = true;
    return new messages.AnalyzerStackConfigureResponse();
  }

  #judge(work: (session: Session) => Answer): object {
    // The engine may never call Configure: the defaults hold all the same.
    const session = (this.#session ??= new Session({ settings: this.#settings(), today: this.options.today() }));
    session.preview = this.#preview;
    session.analysis = !this.#running;
    const answer = safely(() => work(session));
    for (const remark of answer.remarks) this.options.tell?.(remark);
    return writeAnswer(answer, this.options.manifest);
  }
}

/** A bug of ours must not end the deployment in a stack trace, and must not pass it either. */
function safely(work: () => Answer): Answer {
  try {
    return work();
  } catch (problem) {
    if (problem instanceof ConfigurationErrors) throw problem;
    const message = `logproof failed to judge this: ${problem instanceof Error ? (problem.stack ?? problem.message) : textOf(problem)}\nThis is a bug in logproof: please report it.`;
    return { notices: [{ policy: 'logproof', level: 'mandatory', severity: 'high', message }], remarks: [], notApplicable: [] };
  }
}

function answering<Request>(answer: (request: Request) => object): handleUnaryCall<Request, object> {
  return ({ request }, callback: sendUnaryData<object>) => {
    try {
      callback(null, answer(request));
    } catch (problem) {
      callback(asStatus(problem), null);
    }
  };
}

/** The engine prints a status' details and ends the run. */
function asStatus(problem: unknown): Partial<ServiceError> {
  if (problem instanceof ConfigurationErrors) {
    return {
      code: grpc.status.INVALID_ARGUMENT,
      details: `the configuration of logproof is wrong:\n${problem.message}`,
    };
  }
  return {
    code: grpc.status.INTERNAL,
    details: problem instanceof Error ? (problem.stack ?? problem.message) : textOf(problem),
  };
}
