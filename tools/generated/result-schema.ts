import * as z from 'zod';
import { resultSchema } from '../../scanner/result/parse.js';
import { json, schemaId, type GeneratedFile } from './generated-file.js';

/** `schemas/result.schema.json`: what `--report json` writes and `logproof report` reads. */
export function resultJsonSchema(): GeneratedFile {
  const { $schema, ...schema } = z.toJSONSchema(resultSchema, { io: 'input', target: 'draft-7' });
  const file = 'result.schema.json';
  const head = { $schema, $id: schemaId(file), title: 'logproof result', description: 'What `logproof scan --report json` writes' };
  return { path: `schemas/${file}`, text: json({ ...head, ...schema }) };
}
