import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { casesSchema, type Case } from './case.js';

/** Where the cases are. They are data: nothing is imported from there. */
export const CASES_FOLDER = 'test/controls';

const ROOT = join(import.meta.dirname, '../..');

/**
 * The cases of one control; none where it has no file yet.
 * @throws Error for a file that is no list of cases, with its path and what was expected
 */
export function casesOf(id: string): readonly Case[] {
  const path = `${CASES_FOLDER}/${id}.json`;
  return existsSync(join(ROOT, path)) ? parseCases(readFileSync(join(ROOT, path), 'utf8'), path) : [];
}

/**
 * Reads the text of a file of cases.
 * @param path names the file in errors
 * @throws Error where it is no list of cases
 */
export function parseCases(text: string, path: string): readonly Case[] {
  const parsed = casesSchema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`${path} is no list of cases:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The names of the files of cases: each must be the id of a control. */
export const idsWithCases = (): string[] =>
  readdirSync(join(ROOT, CASES_FOLDER)).filter((name) => name.endsWith('.json')).map((name) => basename(name, '.json'));
