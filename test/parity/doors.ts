import { Readable } from 'node:stream';
import { CATALOGUE } from '../../policypack/catalogue.js';
import { plan } from '../../policypack/core/evaluate.js';
import type { Finding } from '../../policypack/core/result.js';
import type { Settings } from '../../policypack/core/settings.js';
import type { Observation } from '../../policypack/core/fact.js';
import { readShown, type SeenResource } from '../../policypack/pulumi/resource.js';
import { Session } from '../../policypack/pulumi/session.js';
import { stackVerdicts } from '../../policypack/pulumi/verdicts.js';
import { pulumiSources } from '../../scanner/sources/pulumi-state/index.js';
import type { Source } from '../../scanner/sources/source.js';
import { scan } from '../../scanner/scan.js';
import type { DeclaredForm } from './declared-form.js';
import { declaredForms, stateForm } from './forms.js';
import type { AStack } from './stacks.js';

export const TODAY = '2026-06-01';

/** Verdicts by control and resource: what was found, in the words of the control. */
export type Verdicts = Readonly<Record<string, string>>;

const keyOf = ({ control, subject }: Finding): string =>
  `${control} of ${PLACES.has(subject.kind) ? 'the place' : subject.id}`;
/** A stack, a cluster and an account are each the place that must have a sink or a log group. */
const PLACES: ReadonlySet<string> = new Set(['pulumi.stack', 'kubernetes.cluster', 'aws.account', 'aws.bedrock-invocation-logging']);

const verdictsOf = (findings: readonly Finding[]): Verdicts =>
  Object.fromEntries(findings.map((finding) => [keyOf(finding), `${finding.outcome}: ${finding.message}`]));

const seenAs =
  (part: 'inputs' | 'outputs') =>
  ({ [part]: properties, ...form }: DeclaredForm): SeenResource =>
    readShown({ ...form, properties: () => properties });

/** The Pulumi door: what the pack's policies judge by. */
export function packVerdicts(stack: AStack, settings: Settings): Verdicts {
  const judging = { plan: plan(CATALOGUE, settings, TODAY), scopes: settings.scope };
  return verdictsOf(stackVerdicts(declaredForms(stack).map(seenAs('outputs')), judging).map(({ finding }) => finding));
}

/** What a whole `pulumi up` is told, both stages together: `control resource level`. */
export function packViolations(stack: AStack, settings: Settings): string[] {
  const session = new Session({ settings, today: TODAY });
  const forms = declaredForms(stack);
  const notices = [
    ...forms.flatMap((form) => session.resource(seenAs('inputs')(form)).notices),
    ...session.stack(forms.map(seenAs('outputs'))).notices,
  ];
  return notices.map(({ policy, urn, level }) => `${policy} ${urn ?? 'the stack'} ${level}`).sort();
}

/** The scanner reading the stack's exported state. */
export const stateVerdicts = (stack: AStack, settings: Settings): Promise<Verdicts> =>
  scanned(pulumiSources({ states: ['-'], stacks: [], stdin: Readable.from([stateForm(stack)]), cwd: '/' }), settings);

/** The scanner reading the same resources live. */
export const liveVerdicts = (observations: readonly Observation[], settings: Settings): Promise<Verdicts> =>
  scanned([live('anchors', observations.filter((seen) => !isFlowing(seen))), live('flow', observations.filter(isFlowing))], settings);

const live = (stage: Source['stage'], observations: readonly Observation[]): Source => ({ name: 'kubernetes', scope: 'all', stage, reads: [], collect: () => Readable.from([observations]) });
const isFlowing = (seen: Observation): boolean => seen.type === 'fact' && CATALOGUE.kinds.get(seen.kind).keep !== 'all';

async function scanned(sources: readonly Source[], settings: Settings): Promise<Verdicts> {
  const result = await scan({
    settings,
    sources,
    today: TODAY,
    failOn: 'low',
    failOnDrift: false,
    keepAll: true,
    tool: { name: 'logproof', version: '0' },
    signal: new AbortController().signal,
    onProgress: () => undefined,
    now: () => new Date(`${TODAY}T00:00:00Z`),
  });
  const findings: Finding[] = [];
  for await (const finding of result.findings()) findings.push(finding);
  await result.dispose();
  return verdictsOf(findings);
}
