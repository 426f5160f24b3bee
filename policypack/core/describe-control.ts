import * as z from 'zod';
import type { AnyKind } from './kind.js';
import { LEVELS, subjectKinds, type AnyControl, type Level } from './control.js';

/** A parameter, as documentation shows it. */
export interface DescribedParameter {
  readonly name: string;
  readonly description: string;
  /** JSON; absent when there is none. */
  readonly default?: unknown;
  /** JSON Schema. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** A control in plain data: what the list, the documentation, Pulumi and programs show. */
export interface DescribedControl {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
  readonly level: Level;
  readonly subjects: readonly string[];
  readonly rationale: string;
  readonly remediation: string;
  readonly references: Readonly<Record<string, readonly string[]>>;
  readonly parameters: readonly DescribedParameter[];
  /** Whether it takes a list of entries, each for what its scope takes. */
  readonly byScope?: true;
}

/** Everything about a control that is not its check. */
export function describeControl(control: AnyControl): DescribedControl {
  const { id, title, severity, rationale, remediation } = control;
  return {
    id,
    title,
    severity,
    level: control.level ?? LEVELS[0],
    subjects: control.subject === 'any' ? ['any resource in scope'] : subjectKinds(control),
    rationale,
    remediation,
    references: control.references as Record<string, readonly string[]>,
    parameters: describeParameters(control.params as z.ZodObject),
    ...(isSelectable(control) && { byScope: true }),
  };
}

/** Whether what a control judges can be told apart by names and tags. */
export const isSelectable = ({ subject }: AnyControl): boolean => subject !== 'any' && [subject].flat().some((kind: AnyKind) => kind.scope !== undefined);

function describeParameters(params: z.ZodObject): DescribedParameter[] {
  const { properties = {} } = z.toJSONSchema(params, { io: 'input' }) as { properties?: Record<string, Record<string, unknown>> };
  const defaults = params.parse({});
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    description: typeof description === 'string' ? description : '',
    ...(defaults[name] !== undefined && { default: defaults[name] }),
    schema,
  }));
}
