import { z } from 'zod';
import type { Waiver } from '../core/settings.js';
import { isDay } from '../core/calendar.js';
import { validate } from './validate.js';
import { readYaml } from './yaml.js';

const waiver = (controlIds: readonly string[]) =>
  z.strictObject({
    control: z.enum(controlIds as [string, ...string[]]).describe('The control whose failure is waived'),
    subject: z.string().min(1).describe("Glob on the subject's id or name; * stops at /, /** goes on"),
    reason: z.string().trim().min(1).describe('Why the failure is acceptable'),
    owner: z.string().trim().min(1).describe('Who answers for it'),
    approver: z.string().trim().min(1).describe('Who approved it; must differ from owner'),
    expires: z.string().refine(isDay, { message: 'expected a day as YYYY-MM-DD' }).describe('The last day it holds'),
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
  return waivers.map((entry, index) => {
    const line = yaml.lineOf([index]);
    return { ...entry, ...(line !== undefined && { location: { file, line } }) };
  });
}
