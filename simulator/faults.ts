/** What a request is to the server: what faults and counters go by. */
export interface Call {
  /** AWS: the operation (`DescribeLogGroups`). Kubernetes: verb and resource (`list pods`), or `get /metrics`. */
  readonly operation: string;
  /** The path without its query. */
  readonly path: string;
  /** AWS: the region. Kubernetes: the namespace, empty where there is none. */
  readonly scope: string;
}

/** Which calls a fault meets; every part given must match, texts exactly. */
export interface FaultMatch {
  readonly operation?: string | RegExp;
  readonly path?: string | RegExp;
  readonly scope?: string | RegExp;
  /** The first matching call that is met, counted from 1, retries included: 3 lets two pages through. Default 1. */
  readonly from?: number;
  /** How many calls are met from there on. Default: all. */
  readonly times?: number;
}

/** What goes wrong. */
export type FaultKind =
  /** AWS: ThrottlingException, HTTP 400. Kubernetes: 429 with Retry-After. */
  | { readonly kind: 'throttle'; readonly retryAfterSeconds?: number }
  /** AWS: AccessDeniedException. Kubernetes: 403 Forbidden. */
  | { readonly kind: 'deny' }
  /** AWS: ExpiredTokenException. Kubernetes: 401 Unauthorized. */
  | { readonly kind: 'expired-credentials' }
  /** AWS: InvalidParameterException on the token. Kubernetes: 410 Expired. */
  | { readonly kind: 'expired-page-token' }
  /** Half of the right body, then the connection is reset. */
  | { readonly kind: 'reset-mid-body' }
  /** Half of the right body, then the connection is closed in good order, as a proxy that gives up does. */
  | { readonly kind: 'close-mid-body' }
  /** Half of the right body, whole and well to HTTP. */
  | { readonly kind: 'truncated-json' }
  /** No answer, for as long as the client waits. */
  | { readonly kind: 'hang' }
  /** Any status with any body. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Record<string, string>;
    }
  /** The right answer, late. */
  | { readonly kind: 'slow'; readonly delayMs: number };

export type Fault = FaultMatch & FaultKind;

/** The faults a server plays, in order: of those whose turn it is, the first wins. */
export class FaultScript {
  #faults: { readonly fault: Fault; seen: number }[];

  constructor(faults: readonly Fault[] = []) {
    this.#faults = faults.map((fault) => ({ fault, seen: 0 }));
  }

  /** Adds a fault; its calls are counted from now. */
  add(fault: Fault): void {
    this.#faults.push({ fault, seen: 0 });
  }

  /** The server is well again. */
  clear(): void {
    this.#faults = [];
  }

  /** Counts a call, and says what it meets. */
  meet(call: Call): Fault | undefined {
    const due = this.#faults.filter((entry) => {
      if (!matches(entry.fault, call)) return false;
      entry.seen += 1;
      const since = entry.seen - (entry.fault.from ?? 1);
      return since >= 0 && since < (entry.fault.times ?? Infinity);
    });
    return due[0]?.fault;
  }
}

function matches(match: FaultMatch, call: Call): boolean {
  const fits = (wanted: string | RegExp | undefined, found: string) =>
    wanted === undefined || (typeof wanted === 'string' ? wanted === found : wanted.test(found));
  return fits(match.operation, call.operation) && fits(match.path, call.path) && fits(match.scope, call.scope);
}
