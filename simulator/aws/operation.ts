import type { Answer, Refusal, Request } from '../http-service.js';
import type { Region } from './account.js';
import type { AwsError } from './aws-error.js';

/** How a service speaks over HTTP. `Declared` is what an operation of it is declared by. */
export interface Wire<Declared> {
  /** The operation that a request asks for, served or not; undefined where it cannot be told. */
  nameOf(request: Request, served: ReadonlyMap<string, Declared>): string | undefined;
  /** @throws AwsError, UnfitInput for what the service refuses */
  answer(declared: Declared, region: Region, request: Request): Answer;
  /** A refusal in the service's format. */
  error(error: AwsError, request: Request): Answer;
  /** What an operation that is not served gets. */
  unknown(operation: string): AwsError;
  /** What a request gets that nobody signed. */
  unsigned(): AwsError;
  /** What an account gets from a region that it has not enabled. */
  stranger(): AwsError;
  /** The refusals that faults play, but for the page token, which each service words. `why` says who may not do what. */
  refusal(refusal: Exclude<Refusal, 'expired-page-token'>, why: string): AwsError;
  /** The IAM action of an operation, where it is not named like it. */
  actionOf?(declared: Declared): string | undefined;
}

/** An AWS service. */
export interface Service<Declared> {
  /** Its name in a request's signature, by which it is found. */
  readonly signedAs: string;
  /** What its IAM actions begin with; undefined where calling it takes no permission. */
  readonly iam: string | undefined;
  /** One answers for every region, whichever a request is signed for. */
  readonly ofEveryRegion?: true;
  readonly wire: Wire<Declared>;
  /** The code of what an input gets that is not as the model says. */
  readonly unfitInput: string;
  /** What a page token gets that is too old. */
  readonly expiredPageToken: AwsError;
}

/** Operations of one service, ready to be served. */
export interface Operations {
  readonly service: Service<unknown>;
  /** What each is declared by, for the service's own wire. */
  readonly declared: Readonly<Record<string, unknown>>;
}

/**
 * Declares operations of a service: the default export of a file, which the generated operations.ts then lists. What the
 * operations keep is theirs ({@link import('./account.js').held}), so that a kind of thing more is one file.
 */
export function operations<Declared>(service: Service<Declared>, declared: Readonly<Record<string, Declared>>): Operations {
  return { service, declared };
}
