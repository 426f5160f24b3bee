import { CONTROLS } from '../policypack/controls/index.js';
import { assemble } from '../policypack/core/assemble.js';
import { plan } from '../policypack/core/evaluate.js';
import type { Drift, Finding, InventoryItem, Result } from '../policypack/core/result.js';
import type { SubjectKind } from '../policypack/core/subject.js';
import type { Observation } from '../policypack/core/fact.js';
import { Judge } from './judge.js';
import { merge, startNow } from './merge.js';
import { resultHead } from './result-head.js';
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
    const planned = plan(CONTROLS, order.settings, order.today);
    const assembly = assemble(order.settings.logGroups);
    const judge = new Judge(
      { plan: planned, waivers: order.settings.waivers, failOn: order.failOn, keepAll: order.keepAll, compared: comparedKinds(order.sources) },
      { finding: (item) => findings.add(item), drift: (item) => drift.add(item), inventory: (item) => inventory.add(item) },
    );
    await readAll({ ...order, signal: AbortSignal.any([order.signal, ending.signal]) }, assembly, judge);
    judge.end(assembly.population, assembly.gaps);
    const head = resultHead({ order, started, plan: planned, counts: judge.counts, population: assembly.population, gaps: assembly.gaps });
    return { ...head, findings: () => findings.read(), drift: () => drift.read(), inventory: () => inventory.read(), dispose };
  } catch (problem) {
    ending.abort();
    await dispose();
    throw problem;
  }
}

/** The declared side is an anchor: it is whole before the first live subject is compared, while the network already works. */
async function readAll(order: ScanOrder, assembly: ReturnType<typeof assemble>, judge: Judge): Promise<void> {
  const collect = (source: Source): AsyncIterable<readonly Observation[]> => source.collect(order.signal, order.onProgress);
  const isDeclared = ({ name }: Source): boolean => name === 'pulumi';
  const live = startNow(merge(order.sources.filter((source) => !isDeclared(source)).map(collect)));
  for await (const batch of merge(order.sources.filter(isDeclared).map(collect))) assembly.observe(batch);
  judge.declared(assembly.declared());
  for await (const batch of live) for (const subject of assembly.observe(batch)) judge.live(subject);
  for (const subject of assembly.live()) judge.live(subject);
}

function comparedKinds(sources: readonly Source[]): Set<SubjectKind> {
  const names = new Set(sources.map(({ name }) => name));
  const kinds = new Set<SubjectKind>();
  if (!names.has('pulumi')) return kinds;
  if (names.has('aws')) kinds.add('aws.log-group');
  if (names.has('kubernetes')) kinds.add('kubernetes.audit-sink');
  return kinds;
}
