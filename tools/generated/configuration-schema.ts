import * as z from 'zod';
import { configurationSchema } from '../../policypack/configuration/schema.js';
import type { AnyControl } from '../../policypack/core/control.js';
import { json, schemaId, type GeneratedFile } from './generated-file.js';

/** A whole `logproof.yaml` that the schema shows as its example. */
export const CONFIGURATION_EXAMPLE = {
  frameworks: ['eu-ai-act', 'pci-dss-4'],
  controls: {
    'log-group-retention-minimum': { level: 'mandatory', days: 365 },
    'log-group-retention-maximum': { level: 'advisory', days: 1827 },
  },
  scope: { logGroups: { include: ['/aws/bedrock/**', 'ai-*'], exclude: ['*-debug'], tags: { workload: 'ai' } } },
  sources: {
    kubernetes: { contexts: ['prod'] },
    aws: { regions: ['eu-west-1'], requestsPerSecond: 10, maxAttempts: 8, requestTimeoutSeconds: 30 },
    pulumi: { states: ['./stack.json'], stacks: ['acme/ai/prod'] },
  },
  waivers: './waivers.yaml',
  reports: { sarif: 'out/logproof.sarif', junit: 'out/logproof.xml' },
} as const;

/** `schemas/config.schema.json`. Draft 7, which every editor's YAML support understands. */
export function configurationJsonSchema(controls: readonly AnyControl[]): GeneratedFile {
  const { $schema, ...schema } = z.toJSONSchema(configurationSchema(controls), { io: 'input', target: 'draft-7' });
  const file = 'config.schema.json';
  const head = { $schema, $id: schemaId(file), title: 'logproof.yaml', description: 'Configuration of the logproof policy pack and scanner' };
  return { path: `schemas/${file}`, text: json({ ...head, ...schema, examples: [CONFIGURATION_EXAMPLE] }) };
}
