import type * as z from 'zod';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import { RESULT_SCHEMA, type Drift, type Finding, type InventoryItem, type Result, type ResultHead } from '../../policypack/core/result.js';
import { resultOf } from './in-memory.js';
import { resultSchema } from './schema.js';

export { resultSchema } from './schema.js';

/** Mistakes that are shown; a file that is not a result at all has one for every line. */
const SHOWN = 20;

/**
 * Reads what `--report json` wrote.
 * @param file how messages name it
 * @throws InputMistake when the text is not JSON, not a result, or a result of another schema
 */
export function parseResult(text: string, file = 'result'): Result {
  const saved = parseJson(text, file);
  refuseOtherSchema(saved, file);
  const checked = resultSchema.safeParse(saved);
  if (!checked.success) throw new InputMistake(describe(checked.error.issues, file));
  // What was read is kept, not zod's copy: the same fields in the same order give the same bytes when written again.
  const { findings, drift, inventory, ...head } = saved as ResultHead & { findings: Finding[]; drift: Drift[]; inventory?: InventoryItem[] };
  return resultOf(head, findings, drift, inventory);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (problem) {
    const why = text.trim() === '' ? 'it is empty' : (problem as Error).message;
    throw new InputMistake(`expected JSON as written by \`logproof scan --report json\`: ${why}`, { file });
  }
}

function refuseOtherSchema(saved: unknown, file: string): void {
  const schema = typeof saved === 'object' && saved !== null ? (saved as { schema?: unknown }).schema : undefined;
  if (schema === RESULT_SCHEMA) return;
  const found = typeof schema === 'string' ? JSON.stringify(schema.slice(0, 80)) : 'no such field';
  throw new InputMistake(`schema: expected "${RESULT_SCHEMA}", found ${found}; save a result with \`logproof scan --report json=FILE\``, { file });
}

function describe(issues: readonly z.core.$ZodIssue[], file: string): string {
  const lines = issues.slice(0, SHOWN).map(({ path, message }) => `${file}: ${dotted(path)}: ${message}`);
  if (issues.length > SHOWN) lines.push(`${file}: and ${issues.length - SHOWN} more`);
  return lines.join('\n');
}

/** `findings[3].subject.kind`. */
function dotted(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text && '.'}${String(part)}`), '') || 'result';
}
