import * as z from 'zod';
import type { AnyControl } from '../core/control.js';
import { personOf } from '../core/person.js';
import type { Waiver } from '../core/settings.js';
import { isDay } from '../core/calendar.js';
import { GLOB, globMistake } from '../core/glob.js';
import { judgesWaivers } from '../kinds/logproof/waiver/kind.js';
import { glob, LONGEST_GLOB } from './globs.js';
import { validate } from './validate.js';
import { matchesEverything } from './waiver-reach.js';
import { readYaml } from './yaml.js';

/** A page of text. */
const LONGEST_REASON = 4_000;
/** As long as an address of e-mail may be. */
const LONGEST_NAME = 320;
/** More exceptions than anybody approves; each is asked of every failure of its control. */
const MOST_WAIVERS = 10_000;

/** Who owns or approves: something has to be seen of the name. */
const person = z.string().trim().min(1).max(LONGEST_NAME).refine((name) => personOf(name) !== '', { message: 'expected a name, not only characters that nobody sees' });

const waiver = (controlIds: readonly string[]) =>
  z.strictObject({
    control: z.enum(controlIds as [string, ...string[]]).describe('The control whose failure is waived'),
    subject: glob.describe(`Glob on the subject's id or name: ${GLOB}`),
    all: z.literal(true).optional().describe('Needed where the subject matches everything, whatever it is called'),
    reason: z.string().trim().min(1).max(LONGEST_REASON).describe('Why the failure is acceptable'),
    owner: person.describe('Who answers for it'),
    approver: person.describe('Who approved it; must differ from owner, however it is written'),
    expires: z.string().refine(isDay, { message: 'expected a day as YYYY-MM-DD' }).describe('The last day it holds'),
  }).superRefine(({ subject, all }, context) => {
    if (all || subject.length > LONGEST_GLOB || globMistake(subject) !== undefined || !matchesEverything(subject)) return;
    context.addIssue({ code: 'custom', path: ['subject'], input: subject, message: 'matches everything; say what the waiver is for, or add all: true' });
  });

/** The controls whose failure may be waived: that a waiver is expired, unmatched or unapproved is no failure to make an exception of. */
export const waivable = (controls: readonly AnyControl[]): string[] => controls.filter((control) => !judgesWaivers(control)).map(({ id }) => id);

/** The definition of `waivers.yaml`. */
export const waiversSchema = (controls: readonly AnyControl[]) => z.array(waiver(waivable(controls))).max(MOST_WAIVERS);

/**
 * Reads a waivers file; an empty one holds none.
 * @throws ConfigurationErrors with every mistake, such as a waiver of a control that does not exist, or that judges waivers
 */
export function readWaivers(text: string, file: string, controls: readonly AnyControl[]): Waiver[] {
  const yaml = readYaml(text, file);
  const waivers = validate(waiversSchema(controls), { ...yaml, value: yaml.value ?? [] });
  // That it knows what it matches is between it and this check.
  return waivers.map(({ all: _, ...entry }, index) => {
    const line = yaml.lineOf([index]);
    return { ...entry, ...(line !== undefined && { location: { file, line } }) };
  });
}
