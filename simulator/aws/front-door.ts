import type { Call } from '../faults.js';
import type { Answer, Protocol, Refusal, Request } from '../http-service.js';
import type { Account } from './account.js';
import { AwsError, UnfitInput } from './aws-error.js';
import type { Operations, Service } from './operation.js';

/** A service with all of its operations. */
interface Desk {
  readonly service: Service<unknown>;
  readonly served: Map<string, unknown>;
}

/** AWS's front door, one for every service and region: both are read from the request's signature. */
export class FrontDoor implements Protocol {
  readonly #desks = new Map<string, Desk>();
  readonly #allowed: ReadonlySet<string> | undefined;

  /**
   * @param allowed the IAM actions that the caller may take; undefined: all
   * @throws Error where an operation is declared twice
   */
  constructor(
    private readonly account: Account,
    offered: readonly Operations[],
    allowed: readonly string[] | undefined,
  ) {
    this.#allowed = allowed && new Set(allowed);
    for (const { service, declared } of offered) {
      const desk = this.#desks.get(service.signedAs) ?? { service, served: new Map<string, unknown>() };
      this.#desks.set(service.signedAs, desk);
      for (const [name, operation] of Object.entries(declared)) {
        if (desk.served.has(name)) throw new Error(`${service.signedAs} declares ${name} twice`);
        desk.served.set(name, operation);
      }
    }
  }

  identify(request: Request): Call {
    const { service, served } = this.#deskOf(request);
    const operation = service.wire.nameOf(request, served) || 'Unknown';
    return { operation, path: request.url.pathname, scope: signature(request)?.region ?? '' };
  }

  answer({ operation }: Call, request: Request): Answer {
    const { service, served } = this.#deskOf(request);
    try {
      const region = signature(request)?.region;
      if (region === undefined) throw service.wire.unsigned();
      if (!service.ofEveryRegion && !this.account.isEnabled(region)) throw service.wire.stranger();
      const declared = served.get(operation);
      if (declared === undefined) throw service.wire.unknown(operation);
      const action = actionOf(service, operation, declared);
      if (action !== undefined && this.#allowed?.has(action) === false)
        throw service.wire.refusal('deny', this.#whyDenied(action));
      return service.wire.answer(declared, this.account.region(region), request);
    } catch (error) {
      return service.wire.error(asAwsError(error, service), request);
    }
  }

  refuse(refusal: Refusal, { operation }: Call, request: Request): Answer {
    const { service, served } = this.#deskOf(request);
    const action = actionOf(service, operation, served.get(operation)) ?? operation;
    const error =
      refusal === 'expired-page-token'
        ? service.expiredPageToken
        : service.wire.refusal(refusal, this.#whyDenied(action));
    return service.wire.error(error, request);
  }

  /** What nobody signed speaks like the first service that knows its operation. */
  #deskOf(request: Request): Desk {
    const signed = this.#desks.get(signature(request)?.service ?? '');
    if (signed) return signed;
    const desks = [...this.#desks.values()];
    const named = desks.find(({ service, served }) => served.has(service.wire.nameOf(request, served) ?? ''));
    return named ?? this.#desks.get('logs')!;
  }

  #whyDenied(action: string): string {
    const reason = 'because no identity-based policy allows the action';
    return `User: ${this.account.callerArn} is not authorized to perform: ${action} on resource: * ${reason}`;
  }
}

/** The IAM action that an operation takes; undefined where it takes none. */
function actionOf({ iam, wire }: Service<unknown>, operation: string, declared: unknown): string | undefined {
  if (iam === undefined) return undefined;
  return `${iam}:${(declared !== undefined && wire.actionOf?.(declared)) || operation}`;
}

// AWS4-HMAC-SHA256 Credential=AKIA…/20261124/eu-west-1/logs/aws4_request, …
function signature({ headers }: Request): { readonly region: string; readonly service: string } | undefined {
  const [, region, service] = /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return region === undefined || service === undefined ? undefined : { region, service };
}

function asAwsError(error: unknown, { unfitInput }: Service<unknown>): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof UnfitInput) return new AwsError(unfitInput, error.message);
  return new AwsError('InternalServerException', String(error), 500);
}
