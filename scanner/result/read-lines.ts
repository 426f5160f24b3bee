import { nounsOf } from '../../policypack/core/nouns.js';
import { KINDS } from '../../policypack/kinds/index.js';
import type * as z from 'zod';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import type { Drift, Finding, InventoryItem, Result, ResultHead } from '../../policypack/core/result.js';
import { compareDrift, compareFindings, compareInventory } from './order.js';
import { driftSchema, findingSchema, headSchema, inventorySchema } from './schema.js';
import { itemStore, type ItemStore } from './store.js';

/** A result whose findings stand in temporary files. */
export interface ReadResult extends Result {
  /** Removes the temporary files. */
  dispose(): Promise<void>;
}

const LISTS = ['findings', 'drift', 'inventory'] as const;
type List = (typeof LISTS)[number];

/**
 * Reads what `--report json` wrote line by line, in bounded memory: a million findings are more than one string can hold.
 * A file that was reformatted is for `parseResult`.
 * @param lines the file's lines, without their ends
 * @throws InputMistake when the lines are not laid out as the report, cut off, or no result
 */
export async function readResult(lines: AsyncIterable<string>, file = 'result'): Promise<ReadResult> {
  const findings = itemStore<Finding>({ compare: compareFindings });
  const drift = itemStore<Drift>({ compare: compareDrift });
  const inventory = itemStore<InventoryItem>({ compare: compareInventory });
  const dispose = async (): Promise<void> => void (await Promise.all([findings.dispose(), drift.dispose(), inventory.dispose()]));
  try {
    const head = await readInto({ findings, drift, inventory }, lines, file);
    return { ...head, findings: () => findings.read(), drift: () => drift.read(), inventory: () => inventory.read(), nouns: nounsOf(KINDS), dispose };
  } catch (problem) {
    await dispose();
    throw problem;
  }
}

interface Stores {
  readonly findings: ItemStore<Finding>;
  readonly drift: ItemStore<Drift>;
  readonly inventory: ItemStore<InventoryItem>;
}

/** Everything outside the lists is the head; it stays small. */
async function readInto({ findings, drift, inventory }: Stores, lines: AsyncIterable<string>, file: string): Promise<ResultHead> {
  const head: string[] = [];
  let list: List | undefined;
  let number = 0;
  for await (const line of lines) {
    number += 1;
    const place = `${file}:${number}`;
    if (list === undefined) {
      list = LISTS.find((name) => line === `"${name}": [`);
      head.push(list ? `"${list}": [],` : line);
    } else if (line === '],' || line === ']') list = undefined;
    else if (list === 'findings') findings.add(item<Finding>(findingSchema, line, `${place}: findings`));
    else if (list === 'inventory') inventory.add(item<InventoryItem>(inventorySchema, line, `${place}: inventory`));
    else drift.add(item<Drift>(driftSchema, line, `${place}: drift`));
  }
  return headOf(head.join('\n'), file);
}

function item<T>(schema: z.ZodType<T>, line: string, place: string): T {
  const value = json(line.replace(/,$/, ''), place);
  refuse(schema.safeParse(value), place);
  return value as T;
}

function headOf(text: string, file: string): ResultHead {
  const value = json(text, file);
  refuse(headSchema.safeParse(value), file);
  const { findings, drift, inventory = [], ...head } = value as ResultHead & { readonly [L in List]?: unknown };
  // What still stands in the lists was not laid out by lines: nothing unread may look like nothing found.
  if (![findings, drift, inventory].every(isEmptyList)) {
    throw new InputMistake('expected one finding a line, as written by `logproof scan --report json`; was it reformatted?', { file });
  }
  return head;
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

function json(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (problem) {
    throw new InputMistake(`${place}: expected a line as written by \`logproof scan --report json\`: ${(problem as Error).message}`);
  }
}

function refuse(checked: z.ZodSafeParseResult<unknown>, place: string): void {
  const [issue] = checked.error?.issues ?? [];
  if (issue) throw new InputMistake(`${place}: ${issue.path.join('.') || 'result'}: ${issue.message}`);
}
