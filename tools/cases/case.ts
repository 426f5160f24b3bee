import * as z from 'zod';
import type { GapReason } from '../../policypack/core/known.js';

// Typed by reason: a new one that is not here does not compile.
const GAP_REASONS: { readonly [R in GapReason]: R } = {
  preview: 'preview',
  forbidden: 'forbidden',
  unreachable: 'unreachable',
  throttled: 'throttled',
  unsupported: 'unsupported',
  'cut-off': 'cut-off',
};

/** Stands in a declared resource's inputs for a value that its door does not know, with the reason why. */
export const unreadMark = z.strictObject({ unread: z.enum(GAP_REASONS) });

const resource = z.strictObject({
  name: z.string().min(1).default('audit').describe("The resource's name in the program"),
  type: z.string().regex(/^[^:]+:[^:]*:[^:]+$/, "expected a type token, such as aws:cloudwatch/logGroup:LogGroup"),
  inputs: z.record(z.string(), z.unknown()).describe('As the program writes them; `${name.output}` is an output of another resource'),
});

/** Facts, resources or answers: exactly one of the three says what there is to judge. */
const SOURCES = ['given', 'declared', 'live'] as const;

interface Facts {
  readonly given?: object | undefined;
  readonly plain?: object | undefined;
}

const saysFacts = ({ given, plain }: Facts): boolean => (given ?? plain) !== undefined;

const schema = z
  .strictObject({
    name: z.string().min(1).describe('What the case shows, in a few words'),
    given: z.record(z.string(), z.unknown()).optional().describe('Facts of the subject; `{ "gap": … }` in place of one says that it was not read'),
    plain: z.record(z.string(), z.unknown()).optional().describe('What of those facts is no reading, and hence never unread'),
    declared: z
      .union([resource.transform((one) => [one]), z.array(resource).min(1)])
      .optional()
      .describe('A resource as a Pulumi program writes it, or the resources of one stack'),
    live: z.record(z.string(), z.unknown()).optional().describe("The API's own answers, by the kind that is read from them"),
    params: z.record(z.string(), z.unknown()).optional().describe("Parameters, where they are not the control's defaults"),
    today: z.iso.date().optional().describe('The day of the run; 2026-06-01 without it'),
    origin: z.enum(['declared', 'live']).optional().describe('Where given facts come from; live without it'),
    expect: z.strictObject({
      outcome: z.enum(['pass', 'fail', 'unknown', 'not-applicable']),
      message: z.string().min(1).optional(),
      advisory: z.literal(true).optional(),
    }),
  })
  .refine((one) => SOURCES.filter((source) => (source === 'given' ? saysFacts(one) : one[source] !== undefined)).length === 1, { message: `expected exactly one of ${SOURCES.join(', ')}` })
  .refine((one) => saysFacts(one) || one.origin === undefined, { message: 'origin goes with given: resources are declared, and answers live', path: ['origin'] });

/** A whole file of cases, as it stands in test/controls: names are unique, for a test is named after its case. */
export const casesSchema = z
  .array(schema)
  .min(1)
  .refine((cases) => new Set(cases.map(({ name }) => name)).size === cases.length, { message: 'two cases have the same name' });

/** What there is to judge and the verdict, nothing else. */
export type Case = z.output<typeof schema>;

/** A resource of a case, as a Pulumi program writes it. */
export type CaseResource = z.output<typeof resource>;
