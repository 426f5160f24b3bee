import { z } from 'zod';
import { LEVELS, type AnyControl } from '../core/control.js';
import { REPORT_FORMATS } from '../core/report-formats.js';
import { GLOB } from '../core/glob.js';
import { PROVIDERS } from '../kinds/providers.js';
import { FRAMEWORK_IDS } from '../frameworks/index.js';
import { glob } from './globs.js';

const globs = z.array(glob);

const scope = z.strictObject({
  logGroups: z
    .strictObject({
      include: globs.default([]).describe(`Globs on log group names that count; none means all: ${GLOB}`),
      exclude: globs.default([]).describe('Globs on log group names that do not count, whatever includes them'),
      tags: z.record(z.string(), z.string()).default({}).describe('Tags that a log group must have to count'),
    })
    .prefault({}),
});

/** Each provider's entry, none of which must be there. */
type Entries = { readonly [Name in keyof typeof PROVIDERS]: z.ZodOptional<(typeof PROVIDERS)[Name]['settings']> };

const sources = z.strictObject(Object.fromEntries(Object.values(PROVIDERS).map(({ name, settings }) => [name, settings.optional()])) as Entries);

/** A control's entry: its level and its parameters, side by side. */
export const controlEntry = (control: AnyControl) =>
  z.strictObject({
    level: z.enum(LEVELS).default(control.level ?? 'mandatory').describe('Whether a failure ends the run with 1, is only shown, or is not looked for'),
    ...(control.params as z.ZodObject).shape,
  });

/** The definition of `logproof.yaml`: validation, types, documentation and JSON Schema all come from it. */
export const configurationSchema = (controls: readonly AnyControl[]) =>
  z.strictObject({
    frameworks: z.array(z.enum(FRAMEWORK_IDS)).default([]).describe('Frameworks that the reports map to; each may raise a default'),
    controls: z
      .strictObject(Object.fromEntries(controls.map((control) => [control.id, controlEntry(control).describe(control.title).optional()])))
      .prefault({})
      .describe('Levels and parameters by control id'),
    scope: scope.prefault({}).describe('What counts'),
    sources: sources.prefault({}).describe('What is read'),
    waivers: z.string().min(1).optional().describe('The waivers file, relative to this one; default: waivers.yaml beside it, if there is one'),
    reports: z.partialRecord(z.enum(REPORT_FORMATS), z.string().min(1)).default({}).describe('Files to write, by format'),
  });

/** `logproof.yaml`, validated, defaults applied. */
export type Configuration = z.output<ReturnType<typeof configurationSchema>>;
