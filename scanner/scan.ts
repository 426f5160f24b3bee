import { CATALOGUE } from '../policypack/catalogue.js';
import { assemble, STAGES, type Assembly, type Stage } from '../policypack/core/assemble.js';
import { nounsOf } from '../policypack/core/nouns.js';
import { plan } from '../policypack/core/evaluate.js';
import type { Drift, Finding, InventoryItem, Result } from '../policypack/core/result.js';
import type { Observation } from '../policypack/core/fact.js';
import { Judge } from './judge.js';
import { sideBySide, startNow } from './side-by-side.js';
import { resultHead } from './result/head.js';
import { compareDrift, compareFindings, compareInventory } from './result/order.js';
import { itemStore } from './result/store.js';
import type { ScanOrder } from './scan-order.js';
import type { Source } from './sources/source.js';

/** A result whose findings may stand in temporary files. */
export interface Scanned extends Result {
  /** Removes what was spilled to disk. */
  dispose(): Promise<void>;
}

/** Reads every source side by side, judges what they yield, and keeps only what must be reported. */
export async function scan(order: ScanOrder): Promise<Scanned> {
  const started = order.now();
  const findings = itemStore<Finding>({ compare: compareFindings });
  const drift = itemStore<Drift>({ compare: compareDrift });
  const inventory = itemStore<InventoryItem>({ compare: compareInventory });
  // A source that fails for bad input ends the others too: nobody would take what they read.
  const ending = new AbortController();
  const dispose = async (): Promise<void> => void (await Promise.all([findings.dispose(), drift.dispose(), inventory.dispose()]));
  try {
    const planned = plan(CATALOGUE, order.settings, order.today);
    const assembly = assemble(CATALOGUE.kinds, order.settings.scope, readLive(order.sources));
    const judge = new Judge(
      { plan: planned, waivers: order.settings.waivers, failOn: order.failOn, keepAll: order.keepAll, compared: declaredAndRead(order.sources) },
      { finding: (item) => findings.add(item), drift: (item) => drift.add(item), inventory: (item) => inventory.add(item) },
    );
    await readAll({ ...order, signal: AbortSignal.any([order.signal, ending.signal]) }, assembly, judge);
    judge.end(assembly.population, assembly.gaps);
    const head = resultHead({ order, started, plan: planned, counts: judge.counts, population: assembly.population, gaps: assembly.gaps, notJudged: assembly.notJudged });
    return { ...head, findings: () => findings.read(), drift: () => drift.read(), inventory: () => inventory.read(), nouns: nounsOf(CATALOGUE.kinds), dispose };
  } catch (problem) {
    ending.abort();
    await dispose();
    throw problem;
  }
}

/**
 * Reads stage by stage: what others are joined to is whole before they come. Every source is begun at once all the same, so that
 * the network works while something else is read.
 */
async function readAll(order: ScanOrder, assembly: Assembly, judge: Judge): Promise<void> {
  const started = new Map(STAGES.map((stage) => [stage, startNow(ofStage(order, stage))]));
  for (const stage of STAGES) {
    for await (const batch of started.get(stage) ?? []) for (const subject of assembly.observe(batch)) judge.live(subject);
    const subjects = assembly.end(stage);
    if (stage === 'declared') judge.declared(subjects);
    else for (const subject of subjects) judge.live(subject);
  }
}

const ofStage = ({ sources, signal, onProgress }: ScanOrder, stage: Stage): AsyncIterable<readonly Observation[]> =>
  sideBySide(sources.filter((source) => source.stage === stage).map((source) => source.collect(signal, onProgress)));

/** Kinds that are declared, and read live too: drift is looked for in these. */
function declaredAndRead(sources: readonly Source[]): Set<string> {
  const isDeclared = sources.some(({ stage }) => stage === 'declared');
  const live = readLive(sources);
  return new Set(CATALOGUE.kinds.all.filter(({ id, drift }) => isDeclared && drift && live.has(id)).map(({ id }) => id));
}

/** Where each kind is read of live systems: the scopes of its sources. */
function readLive(sources: readonly Source[]): Map<string, readonly string[]> {
  const scopes = new Map<string, readonly string[]>();
  for (const { stage, reads, scope } of sources) if (stage !== 'declared') for (const kind of reads) scopes.set(kind, [...(scopes.get(kind) ?? []), scope]);
  return scopes;
}
