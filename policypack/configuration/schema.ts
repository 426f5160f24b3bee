import * as z from 'zod';
import { LEVELS, type AnyControl } from '../core/control.js';
import { isSelectable } from '../core/describe-control.js';
import { REPORT_FORMATS } from '../core/report-formats.js';
import { GLOB } from '../core/glob.js';
import { selects } from '../core/settings.js';
import { PROVIDERS } from '../kinds/providers.js';
import { FRAMEWORK_IDS, type FrameworkId } from '../frameworks/index.js';
import { glob } from './globs.js';

const globs = z.array(glob);

/** Chooses log groups. */
const selection = z.strictObject({
  include: globs.default([]).describe(`Globs on log group names that count; none means all: ${GLOB}`),
  exclude: globs.default([]).describe('Globs on log group names that do not count, whatever includes them'),
  tags: z.record(z.string(), z.string()).default({}).describe('Tags that a log group must have to count'),
});

const scope = z.strictObject({ logGroups: selection.prefault({}) });

/** Each provider's entry, none of which must be there. */
type Entries = { readonly [Name in keyof typeof PROVIDERS]: z.ZodOptional<(typeof PROVIDERS)[Name]['settings']> };

const sources = z.strictObject(Object.fromEntries(Object.values(PROVIDERS).map(({ name, settings }) => [name, settings.optional()])) as Entries);

/** A control's entry: its level and its parameters, side by side. */
export const controlEntry = (control: AnyControl) =>
  z.strictObject({
    level: z.enum(LEVELS).default(control.level ?? 'mandatory').describe('Whether a failure ends the run with 1, is only shown, or is not looked for'),
    ...(control.params as z.ZodObject).shape,
  });

/** Frameworks that some control refers to: of another, a report could say nothing, and that would look like a pass. */
const answered = (controls: readonly AnyControl[]) =>
  FRAMEWORK_IDS.filter((id) => controls.some(({ references }) => (references[id]?.length ?? 0) > 0)) as [FrameworkId, ...FrameworkId[]];

/** One of several entries of a control: what its scope takes, or, without one, the rest. */
export const scopedEntry = (control: AnyControl) =>
  controlEntry(control).extend({ scope: selection.refine(selects, { message: 'expected include, exclude or tags' }).optional().describe('The log groups that this entry is for; without it, all that no entry before takes') });

/** A control as it is configured: one entry for all, or a list of which the first that takes a thing holds for it. */
const controlSetting = (control: AnyControl) =>
  isSelectable(control) ? z.union([controlEntry(control), z.array(scopedEntry(control)).min(1).superRefine(refuseUnreachable)]) : controlEntry(control);

/** What stands behind an entry for all the rest is never used. */
function refuseUnreachable(entries: readonly { readonly scope?: unknown }[], context: z.RefinementCtx): void {
  entries.slice(0, -1).forEach((entry, index) => {
    if (entry.scope === undefined) context.addIssue({ code: 'custom', path: [index], input: entry, message: 'expected a scope in every entry but the last, since one without takes all that follows' });
  });
}

/** The definition of `logproof.yaml`: validation, types, documentation and JSON Schema all come from it. */
export const configurationSchema = (controls: readonly AnyControl[]) =>
  z.strictObject({
    frameworks: z.array(z.enum(answered(controls))).default([]).describe('Frameworks that the reports map to; each may raise a default'),
    controls: z
      .strictObject(Object.fromEntries(controls.map((control) => [control.id, controlSetting(control).describe(control.title).optional()])))
      .prefault({})
      .describe('Levels and parameters by control id'),
    scope: scope.prefault({}).describe('What counts'),
    sources: sources.prefault({}).describe('What is read'),
    waivers: z.string().min(1).optional().describe('The waivers file, relative to this one; default: waivers.yaml beside it, if there is one'),
    reports: z.partialRecord(z.enum(REPORT_FORMATS), z.string().min(1)).default({}).describe('Files to write, by format'),
  });

/** `logproof.yaml`, validated, defaults applied. */
export type Configuration = z.output<ReturnType<typeof configurationSchema>>;
