import type { GapReason } from './known.js';
import type { Evidence, Level, Severity } from './control.js';
import type { Location, Origin } from './fact.js';
import type { InventoryEntry } from './inventory-entry.js';
import type { Unnamed } from './name.js';
import type { NotJudged } from './not-judged.js';
import type { ScopedSettings } from './settings.js';

export { CONFIDENCES, type Confidence } from './inventory-entry.js';
export type { InventoryEntry } from './inventory-entry.js';

/** The schema's name in every result; a breaking change raises the number. */
export const RESULT_SCHEMA = 'logproof.result/1';

export const OUTCOMES = ['pass', 'fail', 'unknown', 'error', 'not-applicable'] as const;
/** `unknown`: a fact was not read. `error`: the control itself broke. Neither is ever a pass. */
export type Outcome = (typeof OUTCOMES)[number];

/** The subject as a report names it. */
export interface SubjectReference {
  /** The id of its kind: `aws.log-group`. */
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  /** Why its name is not known: `name` is then what the program calls it. */
  readonly unnamed?: Unnamed;
  readonly origin: Origin;
  readonly scope: string;
  /** Where a declared one is, as far as that is known: it tells two of one name in one stack apart. */
  readonly place?: string;
  readonly location?: Location;
}

/** The waiver that a finding carries. */
export interface AppliedWaiver {
  readonly reason: string;
  readonly owner: string;
  readonly approver: string;
  readonly expires: string;
}

/** One control's verdict on one subject. */
export interface Finding {
  readonly control: string;
  readonly severity: Severity;
  readonly level: Level;
  readonly subject: SubjectReference;
  readonly outcome: Outcome;
  readonly message: string;
  readonly remediation: string;
  readonly evidence: Evidence;
  /** SHA-256 over control, scope and subject: stable across runs. */
  readonly fingerprint: string;
  readonly waiver?: AppliedWaiver;
  /** The subject of a waiver that may cover it: its name is not known, so that it fails, and is not waived, until that is. */
  readonly mayBeWaived?: string;
}

/** A difference between what is declared and what is live. */
export interface Drift {
  readonly subject: SubjectReference;
  readonly change: 'missing' | 'unmanaged' | 'changed';
  readonly path?: string;
  readonly declared?: unknown;
  readonly live?: unknown;
  /** The stack whose program says what is declared, where several declare it. */
  readonly stack?: string;
  /** Ids of the controls that the live side fails and the declared side does not. */
  readonly breaks: readonly string[];
}

/** An AI workload that was found, and whether requests to it are audited. */
export interface InventoryItem extends InventoryEntry {
  readonly subject: SubjectReference;
  /** The worst verdict on it; absent where its controls are disabled. */
  readonly audited?: Outcome;
  /** It is not audited, and that fails no run. */
  readonly advisory?: true;
  /** Of that verdict, where it is a failure that is waived. */
  readonly waiver?: AppliedWaiver;
}

/** How many subjects each outcome had. */
export interface Tally {
  pass: number;
  fail: number;
  unknown: number;
  error: number;
  notApplicable: number;
}

/** A control as it was configured in this run. */
export interface ControlInResult {
  readonly title: string;
  readonly severity: Severity;
  readonly level: Level;
  readonly rationale: string;
  readonly remediation: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Level and parameters of what a selection takes, the first that does; absent where one setting holds for all. */
  readonly byScope?: readonly ScopedSettings[];
  readonly references: readonly { readonly framework: string; readonly id: string }[];
  readonly tally: Readonly<Tally>;
}

/** What a source enumerated. */
export interface PopulationInResult {
  readonly source: string;
  readonly scope: string;
  readonly kind: string;
  readonly read: number;
  readonly requests: number;
  readonly complete: boolean;
  readonly identity?: string;
}

/** What could not be read, and the controls that it leaves unjudged. */
export interface GapInResult {
  readonly source: string;
  readonly scope: string;
  readonly kind: string;
  readonly reason: GapReason;
  readonly detail: string;
  readonly affects: readonly string[];
}

/** What was declared, has to do with AI or audit logs, and was judged by no control. */
export interface NotJudgedInResult extends NotJudged {
  /** The stack that declares it. */
  readonly scope: string;
}

/** Counts over the run. `fail` includes the waived; `waived` counts them. */
export interface Summary extends Readonly<Tally> {
  readonly waived: number;
  readonly drift: number;
  readonly exitCode: number;
}

/** What a person calls a kind; an id that no kind has names itself. */
export interface Nouns {
  /** `log group`. */
  readonly noun: (kind: string) => string;
  /** What its listing counts: a stack is read as the resources that it declares. */
  readonly listed: (kind: string) => string;
}

/** Everything of a result that does not grow with the account. */
export interface ResultHead {
  readonly schema: typeof RESULT_SCHEMA;
  readonly run: {
    readonly id: string;
    readonly tool: { readonly name: string; readonly version: string };
    readonly started: string;
    readonly finished: string;
    readonly today: string;
    readonly configDigest: string;
    readonly controlsDigest: string;
  };
  readonly population: readonly PopulationInResult[];
  readonly gaps: readonly GapInResult[];
  readonly controls: Readonly<Record<string, ControlInResult>>;
  /** Sorted. Absent in a result of a version that did not list it. */
  readonly notJudged?: readonly NotJudgedInResult[];
  readonly summary: Summary;
}

/**
 * A whole result: a head in memory, and findings, drift and inventory as sorted streams that may be read more than once, since an
 * account may hold a million of them.
 */
export interface Result extends ResultHead {
  /** Sorted. Without passes and not-applicables unless the run kept them. */
  findings(): AsyncIterable<Finding>;
  /** Sorted. */
  drift(): AsyncIterable<Drift>;
  /** Sorted. Empty where no AI workloads were looked for, or none was found. */
  inventory(): AsyncIterable<InventoryItem>;
  /** What a person calls things of a kind. */
  readonly nouns: Nouns;
}
