import * as z from 'zod';
import { subjectKinds, type AnyControl, type Level, type Severity } from '../core/control.js';
import type { ControlSettings } from '../core/settings.js';
import { KINDS } from '../kinds/index.js';
import { FRAMEWORKS, type FrameworkId } from '../frameworks/index.js';

/** A control as Pulumi knows it. Everything comes from the control and its settings. */
export interface Policy {
  /** The control's id. */
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly level: Level;
  readonly severity: Severity;
  /** `resource`: judged before each resource is created. `stack`: judged over the whole stack. */
  readonly stage: 'resource' | 'stack';
  /** Pulumi has room for one: the first that the configuration asks for, or that the control names. */
  readonly framework?: { readonly name: string; readonly reference: string; readonly specification: string };
  readonly tags: readonly string[];
  readonly remediationSteps: string;
  /** JSON Schemas of the parameters, with the values in force as defaults: the engine's own configuration wins over them. */
  readonly configSchema: Readonly<Record<string, object>>;
}

/** The stage in which a control can give its verdict first. What a stack joins is settled in the stack's anyway. */
export const stageOf = (control: AnyControl): Policy['stage'] =>
  control.subject === 'any' || subjectKinds(control).some((kind) => KINDS.get(kind).declared) ? 'resource' : 'stack';

/** Derives a policy from a control. */
export function policyOf(
  control: AnyControl,
  { level, params }: ControlSettings,
  frameworks: readonly FrameworkId[],
): Policy {
  const framework = primaryFramework(control, frameworks);
  return {
    name: control.id,
    displayName: control.title,
    description: control.rationale,
    level,
    severity: control.severity,
    stage: stageOf(control),
    ...(framework && { framework }),
    tags: Object.entries(control.references as Record<string, readonly string[]>).flatMap(([id, clauses]) =>
      clauses.map((clause) => `${id}:${clause}`),
    ),
    remediationSteps: control.remediation,
    configSchema: parameterSchemas(control, params),
  };
}

function primaryFramework({ references }: AnyControl, frameworks: readonly FrameworkId[]): Policy['framework'] {
  const named = Object.keys(references) as FrameworkId[];
  const id = frameworks.find((framework) => named.includes(framework)) ?? named[0];
  if (id === undefined) return undefined;
  const { title, url } = FRAMEWORKS[id];
  return { name: title, reference: (references[id] ?? []).join(', '), specification: url };
}

function parameterSchemas({ params }: AnyControl, inForce: Readonly<Record<string, unknown>>): Record<string, object> {
  const { properties = {} } = z.toJSONSchema(params as z.ZodObject, {
    io: 'input',
    override: ({ jsonSchema }) => dropSafeIntegerBounds(jsonSchema),
  });
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      { ...(schema as object), ...(inForce[name] !== undefined && { default: inForce[name] }) },
    ]),
  );
}

/** Zod bounds every integer by what JavaScript can hold, which says nothing to a person. */
function dropSafeIntegerBounds(schema: { minimum?: number; maximum?: number }): void {
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
}
