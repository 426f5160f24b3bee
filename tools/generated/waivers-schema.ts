import * as z from 'zod';
import { waiversSchema } from '../../policypack/configuration/waivers.js';
import type { AnyControl } from '../../policypack/core/control.js';
import { json, schemaId, type GeneratedFile } from './generated-file.js';

/** A whole `waivers.yaml` that the schema shows as its example. */
export const WAIVERS_EXAMPLE = [
  {
    control: 'log-group-retention-minimum',
    subject: 'arn:aws:logs:*:*:log-group:ai-sandbox-*',
    reason: 'Synthetic data only',
    owner: 'team-ml',
    approver: 'security',
    expires: '2027-03-31',
  },
] as const;

/** `schemas/waivers.schema.json`. That approver and owner differ is a finding of its own, not a mistake in the file. */
export function waiversJsonSchema(controls: readonly AnyControl[]): GeneratedFile {
  const { $schema, ...schema } = z.toJSONSchema(waiversSchema(controls.map(({ id }) => id)), { io: 'input', target: 'draft-7' });
  const file = 'waivers.schema.json';
  const head = { $schema, $id: schemaId(file), title: 'waivers.yaml', description: 'Time-limited, approved exceptions to logproof controls' };
  return { path: `schemas/${file}`, text: json({ ...head, ...withDay(schema), examples: [WAIVERS_EXAMPLE] }) };
}

/** A refinement has no JSON Schema; the day's form does. */
function withDay<S extends object>(schema: S): S {
  const copy = structuredClone(schema) as S & { items?: { properties?: Record<string, object> } };
  const properties = copy.items?.properties;
  if (properties?.['expires']) properties['expires'] = { ...properties['expires'], format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
  return copy;
}
