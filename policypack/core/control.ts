import { z } from 'zod';
import type { Origin, Text } from './fact.js';
import type { FrameworkId } from '../frameworks/index.js';
import type { SubjectKind, Subjects } from './subject.js';

/** How much a failure matters, lowest first. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Pulumi's enforcement levels that a control may have. `advisory` is shown and never fails a run. */
export const LEVELS = ['mandatory', 'advisory', 'disabled'] as const;
export type Level = (typeof LEVELS)[number];

/** Facts that support a verdict: allow-listed fields, never a secret, never log content. */
export type Evidence = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** What a check found. `advisory` makes one failure of a mandatory control a warning. */
export interface Verdict {
  readonly outcome: 'pass' | 'fail' | 'not-applicable';
  /** What was found, then what is required. */
  readonly message: string;
  readonly evidence?: Evidence;
  readonly advisory?: true;
}

export const pass = (message: string, evidence?: Evidence): Verdict => verdict('pass', message, evidence);
export const fail = (message: string, evidence?: Evidence): Verdict => verdict('fail', message, evidence);
export const notApplicable = (message: string): Verdict => verdict('not-applicable', message);
/** A failure that is shown but never fails a run. */
export const warn = (message: string, evidence?: Evidence): Verdict => ({ ...fail(message, evidence), advisory: true });

const verdict = (outcome: Verdict['outcome'], message: string, evidence?: Evidence): Verdict =>
  evidence === undefined ? { outcome, message } : { outcome, message, evidence };

/** What a check may know besides its subject. */
export interface CheckContext {
  /** The day of the run in UTC, YYYY-MM-DD. There is no other clock. */
  readonly today: string;
  readonly origin: Origin;
}

/** A subject whose every text can be read, whatever its kind. */
export interface AnyResource {
  readonly texts: readonly Text[];
}

type Given<S> = S extends SubjectKind ? Subjects[S] : AnyResource;

/** A requirement: metadata first, one pure check last. */
export interface Control<S extends SubjectKind | 'any' = SubjectKind | 'any', P extends z.ZodObject = z.ZodObject> {
  /** The file's name: the requirement as a slug. Also the Pulumi policy's name and the SARIF rule's id. */
  readonly id: string;
  readonly title: string;
  /** The kind of subject, or kinds; `any` is every resource in scope. */
  readonly subject: S | readonly S[];
  readonly severity: Severity;
  /** The level when nothing is configured. Default: mandatory. */
  readonly level?: Level;
  readonly rationale: string;
  readonly remediation: string;
  readonly references: Readonly<Partial<Record<FrameworkId, readonly string[]>>>;
  /** Parameters with defaults: also Pulumi's `configSchema`, the JSON Schema of `logproof.yaml` and the docs. */
  readonly params: P;
  /** Synchronous and pure. Reads facts by `need`, so that an unread one ends the check as `unknown`. */
  check(given: Given<S>, params: z.output<P>, context: CheckContext): Verdict;
}

/** Any control, for tables. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a table of controls holds checks of unlike subjects
export type AnyControl = Control<any, any>;

/** Parameters of a control that has none. */
export const noParams = z.strictObject({});

/** Declares a control; exists to infer the subject's and the parameters' types. */
export const control = <S extends SubjectKind | 'any', P extends z.ZodObject>(definition: Control<S, P>): Control<S, P> =>
  definition;

/** The kinds of subject that a control judges; empty for `any`. */
export const subjectKinds = (of: AnyControl): readonly SubjectKind[] =>
  of.subject === 'any' ? [] : Array.isArray(of.subject) ? of.subject : [of.subject];
