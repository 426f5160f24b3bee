import * as z from 'zod';
import type { Origin, Text } from './fact.js';
import type { FrameworkId } from '../frameworks/index.js';
import type { AnyKind, FactsOf, Joined, JoinedKinds } from './kind.js';

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

/** What a check may know besides its subject's own facts. */
export interface CheckContext<J = unknown> {
  /** The day of the run in UTC, YYYY-MM-DD. There is no other clock. */
  readonly today: string;
  readonly origin: Origin;
  /** Keys of `scope` of `logproof.yaml` that select something: there the user has said what counts. */
  readonly selected?: ReadonlySet<string>;
  /** Facts of other kinds that belong to the subject: those that rest on nothing but the control's `needs`. */
  readonly joined: J;
  /** Its live twin is judged in the same run: it decides what the program leaves to it. */
  readonly liveTwin?: boolean;
}

/** A subject whose every text can be read, whatever its kind. */
export interface AnyResource {
  readonly texts: readonly Text[];
}

type Given<K> = K extends AnyKind ? FactsOf<K> : AnyResource;
/** `*` is every kind: whatever was not read may matter. */
type Needed<K> = K extends AnyKind ? JoinedKinds<K> : never;

/** A requirement: metadata first, one pure check last. */
export interface Control<K extends AnyKind | 'any' = AnyKind | 'any', P extends z.ZodObject = z.ZodObject, N extends string = string> {
  /** The file's name: the requirement as a slug. Also the Pulumi policy's name and the SARIF rule's id. */
  readonly id: string;
  readonly title: string;
  /** The kind of subject, or kinds; `any` is every resource in scope. */
  readonly subject: K | readonly K[];
  /** Kinds besides the subject's own that the verdict rests on: they are read for it, and a gap in them leaves it unjudged. */
  readonly needs?: readonly N[];
  readonly severity: Severity;
  /** The level when nothing is configured. Default: mandatory. */
  readonly level?: Level;
  readonly rationale: string;
  readonly remediation: string;
  readonly references: Readonly<Partial<Record<FrameworkId, readonly string[]>>>;
  /** Parameters with defaults: also Pulumi's `configSchema`, the JSON Schema of `logproof.yaml` and the docs. */
  readonly params: P;
  /** Numbers that the frameworks of a configuration ask for: each raises the default that nobody configured, and never lowers it. */
  readonly raises?: { readonly [name in keyof z.output<P>]?: (frameworks: readonly FrameworkId[]) => number };
  /** Synchronous and pure. Reads facts by `need`, so that an unread one ends the check as `unknown`. */
  check(given: Given<K>, params: z.output<P>, context: CheckContext<Joined<K, N>>): Verdict;
}

/** Any control, for tables. */
/* eslint-disable @typescript-eslint/no-explicit-any -- a table of controls holds checks of unlike subjects */
export type AnyControl = Omit<Control<any, any, any>, 'check'> & { check(given: any, params: any, context: CheckContext<any>): Verdict };
/* eslint-enable @typescript-eslint/no-explicit-any */

/** Parameters of a control that has none. */
export const noParams = z.strictObject({});

/** Declares a control; exists to infer the subject's and the parameters' types, and which joined facts its needs give it. */
export const control = <K extends AnyKind | 'any', P extends z.ZodObject, const N extends Needed<K> = never>(definition: Control<K, P, N>): Control<K, P, N> =>
  definition;

/** The ids of the kinds that a control judges; empty for `any`. */
export const subjectKinds = ({ subject }: AnyControl): readonly string[] =>
  subject === 'any' ? [] : [subject].flat().map((kind: AnyKind) => kind.id);
