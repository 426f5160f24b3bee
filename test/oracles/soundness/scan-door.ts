import { Readable } from 'node:stream';
import type { Fact, Observation } from '../../../policypack/core/fact.js';
import type { Finding } from '../../../policypack/core/result.js';
import type { Settings } from '../../../policypack/core/settings.js';
import { scan } from '../../../scanner/scan.js';
import { pulumiSources } from '../../../scanner/sources/pulumi-state/index.js';
import type { Source, SourceName } from '../../../scanner/sources/source.js';
import { TESTED } from '../../kinds/all.js';
import { placeOf, stageOf } from '../../scanner/worlds.js';
import type { AVerdict } from './verdicts.js';

const TODAY = '2026-06-01';

/** What there is to scan. */
export interface Scanned {
  /** The text of a state; absent where none is given. */
  readonly state?: string;
  /** What is read live; absent where nothing is. */
  readonly live?: readonly Fact[];
  /** A kind of which the reading failed. */
  readonly unread?: string;
}

const LIVE = [...TESTED].flatMap(([kind, { live }]) => (live ? [kind] : []));

/** Everything that is live was read, and read whole, but for a kind of which the reading failed. */
function liveSources(facts: readonly Fact[], unread: string | undefined): Source[] {
  const around = LIVE.flatMap((kind): Observation[] => {
    const place = placeOf(kind);
    const population = { type: 'population' as const, ...place, kind, read: 1, requests: 1, complete: kind !== unread };
    if (kind === unread) return [population, { type: 'gap', ...place, kind, reason: 'forbidden', detail: 'it was denied' }];
    return [population, { type: 'read', kind, scope: place.scope }];
  });
  const of = (name: SourceName, stage: Source['stage']): Source => {
    const isHere = (kind: string): boolean => placeOf(kind).source === name && stageOf(kind) === stage;
    return {
      name,
      scope: name,
      stage,
      reads: LIVE.filter(isHere),
      collect: () => Readable.from([[...around, ...facts].filter((seen) => seen.type !== 'remark' && isHere(seen.kind))]),
    };
  };
  return (['kubernetes', 'aws'] as const).flatMap((name) => (['anchors', 'flow'] as const).map((stage) => of(name, stage)));
}

/** What a scan finds, with its exit code. */
export async function scanVerdicts({ state, live, unread }: Scanned, settings: Settings): Promise<{ readonly verdicts: readonly AVerdict[]; readonly exitCode: number }> {
  const result = await scan({
    settings,
    sources: [
      ...(state === undefined ? [] : pulumiSources({ states: ['-'], stacks: [], stdin: Readable.from([state]), cwd: '/' })),
      ...(live ? liveSources(live, unread) : []),
    ],
    today: TODAY,
    failOn: 'low',
    failOnDrift: false,
    keepAll: true,
    tool: { name: 'logproof', version: '0' },
    signal: new AbortController().signal,
    onProgress: () => undefined,
    now: () => new Date(`${TODAY}T00:00:00Z`),
  });
  const verdicts: AVerdict[] = [];
  for await (const finding of result.findings()) verdicts.push(verdictOf(finding));
  // What was not read is said with the controls that it leaves unjudged.
  for (const { kind, affects } of result.gaps) for (const control of affects) verdicts.push({ control, key: `${control} of ${kind}, which was not read`, outcome: 'unknown', level: 'mandatory', message: 'not read' });
  await result.dispose();
  return { verdicts, exitCode: result.summary.exitCode };
}

/** A declared thing is the one of its line, whatever it is called: names are among what is not known. */
const verdictOf = ({ control, subject: { kind, origin, id, location }, outcome, level, message }: Finding): AVerdict => ({
  control,
  key: `${control} ${kind} ${origin} ${origin === 'declared' && location ? location.line : id}`,
  outcome,
  level,
  message,
});
