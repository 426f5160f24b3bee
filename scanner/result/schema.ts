import * as z from 'zod';
import { LEVELS, SEVERITIES } from '../../policypack/core/control.js';
import type { GapReason } from '../../policypack/core/known.js';
import { OUTCOMES, RESULT_SCHEMA, type Drift, type Finding, type InventoryItem, type ResultHead } from '../../policypack/core/result.js';
import { CONFIDENCES } from '../../policypack/core/inventory-entry.js';
import { KINDS } from '../../policypack/kinds/index.js';

// Kinds that are no subject, such as what takes one away, are in gaps and populations alone.
const subjectKindIds = KINDS.all.filter(({ judged }) => judged !== 'never').map(({ id }) => id);

// Typed by the names that core knows: the compiler names what is missing here.
const GAP_REASONS: { readonly [K in GapReason]: K } = {
  preview: 'preview',
  forbidden: 'forbidden',
  unreachable: 'unreachable',
  throttled: 'throttled',
  unsupported: 'unsupported',
  'cut-off': 'cut-off',
};

const count = z.int().min(0);
const controlId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected a control id, such as log-group-encrypted');
const sha256 = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'expected sha256: and 64 hexadecimal digits');

const location = z.looseObject({
  file: z.string().min(1),
  line: z.int().min(1),
  column: z.int().min(1).exactOptional(),
});

const unnamed = z
  .looseObject({ gap: z.enum(GAP_REASONS), via: z.string(), begins: z.string().exactOptional().describe('How it begins, where that is known') })
  .describe('Why its name is not known: `name` is then what the program calls it');

const subject = z.looseObject({
  kind: z.enum(subjectKindIds),
  id: z.string().describe('Provider-native: an ARN, or group/kind/namespace/name; a URN where neither is known yet'),
  name: z.string(),
  unnamed: unnamed.exactOptional(),
  origin: z.enum(['declared', 'live']),
  scope: z.string().describe('The account and region, cluster context, or stack'),
  place: z.string().exactOptional().describe('Account and region of what a stack declares, as far as they are known'),
  location: location.exactOptional(),
});

const waiver = z.looseObject({
  reason: z.string(),
  owner: z.string(),
  approver: z.string(),
  expires: z.iso.date().describe('The last day it holds'),
});

const evidence = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]));

const finding = z.looseObject({
  control: controlId,
  severity: z.enum(SEVERITIES),
  level: z.enum(LEVELS),
  subject,
  outcome: z.enum(OUTCOMES),
  message: z.string().describe('What was found, then what is required'),
  remediation: z.string(),
  evidence,
  fingerprint: z.string().describe('Stable across runs'),
  waiver: waiver.exactOptional(),
  mayBeWaived: z.string().exactOptional().describe('The subject of a waiver that may cover it: its name is not known, so that it fails until that is'),
}) satisfies z.ZodType<Finding>;

const drift = z.looseObject({
  subject,
  change: z.enum(['missing', 'unmanaged', 'changed']),
  path: z.string().exactOptional(),
  declared: z.unknown().exactOptional(),
  live: z.unknown().exactOptional(),
  stack: z.string().exactOptional().describe('The stack that declares it so, where several declare it'),
  breaks: z.array(controlId).describe('Controls that the live side fails and the declared side does not'),
}) satisfies z.ZodType<Drift>;

const inventoryItem = z.looseObject({
  subject,
  apiGroup: z.string().describe('Empty for the core group'),
  kind: z.string(),
  resource: z.string().exactOptional().describe('The plural, where discovery told it'),
  namespace: z.string().describe('Empty at cluster scope'),
  confidence: z.enum(CONFIDENCES).describe('low: an accelerator alone, which does not prove AI; certain: a kind of an AI operator, or declared by the user'),
  reason: z.string().describe('The strongest sign'),
  signs: z.array(z.string()).exactOptional().describe('Every sign, the strongest first'),
  images: z.array(z.string()).describe('Images, known or not, as written'),
  accelerators: z.array(z.string()),
  pods: count,
  partOf: z.string().exactOptional().describe('The id of the listed thing that it is a part of'),
  role: z.literal('configuration').exactOptional().describe('It configures, and runs nothing of its own'),
  excluded: z.string().exactOptional().describe('By which word of aiWorkloads.not it is left out: counted, not judged'),
  advisory: z.literal(true).exactOptional().describe('It is not audited, and that fails no run'),
  audited: z.enum(OUTCOMES).exactOptional().describe('The worst verdict on it; absent where its controls are disabled'),
  waiver: waiver.exactOptional().describe('Of that verdict, where it is a failure that is waived'),
}) satisfies z.ZodType<InventoryItem>;

const tally = { pass: count, fail: count, unknown: count, error: count, notApplicable: count };

const controlInResult = z.looseObject({
  title: z.string(),
  severity: z.enum(SEVERITIES),
  level: z.enum(LEVELS),
  rationale: z.string(),
  remediation: z.string(),
  params: z.record(z.string(), z.unknown()),
  byScope: z
    .array(
      z.looseObject({
        scope: z.looseObject({ include: z.array(z.string()), exclude: z.array(z.string()), tags: z.record(z.string(), z.string()) }),
        level: z.enum(LEVELS),
        params: z.record(z.string(), z.unknown()),
      }),
    )
    .exactOptional()
    .describe('Level and parameters of what a selection takes, the first that does'),
  references: z.array(z.looseObject({ framework: z.string(), id: z.string() })),
  tally: z.looseObject(tally),
});

const population = z.looseObject({
  source: z.string(),
  scope: z.string(),
  kind: z.string(),
  read: count,
  requests: count,
  complete: z.boolean(),
  identity: z.string().exactOptional().describe('Who asked: an IAM ARN, a Kubernetes user, a file'),
});

const gap = z.looseObject({
  source: z.string(),
  scope: z.string(),
  kind: z.string(),
  reason: z.enum(GAP_REASONS),
  detail: z.string(),
  affects: z.array(controlId),
});

const notJudged = z.looseObject({
  type: z.string().describe('The type token of what declares it, or the kind of what is named'),
  count,
  scope: z.string().describe('The stack'),
  why: z.string(),
});

const run = z.looseObject({
  id: z.string(),
  tool: z.looseObject({ name: z.string(), version: z.string() }),
  started: z.iso.datetime(),
  finished: z.iso.datetime(),
  today: z.iso.date(),
  configDigest: sha256,
  controlsDigest: sha256,
});

const head = {
  schema: z.literal(RESULT_SCHEMA),
  run,
  population: z.array(population),
  gaps: z.array(gap),
  controls: z.record(controlId, controlInResult),
  notJudged: z.array(notJudged).exactOptional().describe('What was declared, has to do with AI or audit logs, and is judged by no control'),
  summary: z.looseObject({ ...tally, waived: count, drift: count, exitCode: z.int().min(0).max(3) }),
};

/** A result's head alone, for a reader that takes findings line by line. */
export const headSchema = z.looseObject(head) satisfies z.ZodType<ResultHead>;
export const findingSchema = finding;
export const driftSchema = drift;
export const inventorySchema = inventoryItem;

/**
 * What `--report json` writes. Unknown fields are accepted: a later version of the same schema may add some; a change
 * that breaks readers raises the schema's number.
 */
export const resultSchema = z
  .looseObject({ ...head, findings: z.array(finding), drift: z.array(drift), inventory: z.array(inventoryItem).exactOptional().describe('AI workloads that were found, where they were looked for') })
  .describe('A result of logproof scan, as --report json writes it');
