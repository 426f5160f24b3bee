import * as z from 'zod';
import type { Waiver } from '../core/settings.js';
import { isDay } from '../core/calendar.js';
import { GLOB, globMistake } from '../core/glob.js';
import { glob } from './globs.js';
import { validate } from './validate.js';
import { matchesEverything } from './waiver-reach.js';
import { readYaml } from './yaml.js';

const waiver = (controlIds: readonly string[]) =>
  z.strictObject({
    control: z.enum(controlIds as [string, ...string[]]).describe('The control whose failure is waived'),
    subject: glob.describe(`Glob on the subject's id or name: ${GLOB}`),
    all: z.literal(true).optional().describe('Needed where the subject matches everything, whatever it is called'),
    reason: z.string().trim().min(1).describe('Why the failure is acceptable'),
    owner: z.string().trim().min(1).describe('Who answers for it'),
    approver: z.string().trim().min(1).describe('Who approved it; must differ from owner'),
    expires: z.string().refine(isDay, { message: 'expected a day as YYYY-MM-DD' }).describe('The last day it holds'),
  }).superRefine(({ subject, all }, context) => {
    if (all || globMistake(subject) !== undefined || !matchesEverything(subject)) return;
    context.addIssue({ code: 'custom', path: ['subject'], input: subject, message: 'matches everything; say what the waiver is for, or add all: true' });
  });

/** The definition of `waivers.yaml`. */
export const waiversSchema = (controlIds: readonly string[]) => z.array(waiver(controlIds));

/**
 * Reads a waivers file; an empty one holds none.
 * @throws ConfigurationErrors with every mistake, such as a waiver of a control that does not exist
 */
export function readWaivers(text: string, file: string, controlIds: readonly string[]): Waiver[] {
  const yaml = readYaml(text, file);
  const waivers = validate(waiversSchema(controlIds), { ...yaml, value: yaml.value ?? [] });
  // That it knows what it matches is between it and this check.
  return waivers.map(({ all: _, ...entry }, index) => {
    const line = yaml.lineOf([index]);
    return { ...entry, ...(line !== undefined && { location: { file, line } }) };
  });
}
