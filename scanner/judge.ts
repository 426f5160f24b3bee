import { compareWith, changes, lacking, located, type Comparison } from '../policypack/core/compare.js';
import { evaluate, isKept, type Plan } from '../policypack/core/evaluate.js';
import { known } from '../policypack/core/known.js';
import { owners } from '../policypack/core/owners.js';
import { SEVERITIES, type Severity } from '../policypack/core/control.js';
import type { AnyKind } from '../policypack/core/kind.js';
import type { Drift, Finding, InventoryItem } from '../policypack/core/result.js';
import type { Waiver } from '../policypack/core/settings.js';
import type { Subject } from '../policypack/core/subject.js';
import { waiverSubject } from '../policypack/kinds/logproof/waiver/kind.js';
import { declarationOf } from '../policypack/kinds/pulumi/declaration/kind.js';
import { declaredResource } from '../policypack/kinds/pulumi/resource/kind.js';
import { waiving } from '../policypack/core/waive.js';
import { inventoryItem } from './inventory.js';
import type { CollectionGap, Population } from '../policypack/core/fact.js';

/** What the judging writes to. */
export interface Ledger {
  finding(finding: Finding): void;
  drift(drift: Drift): void;
  inventory(item: InventoryItem): void;
}

/** Counts that tallies do not hold. */
export interface Counts {
  failing: number;
  waived: number;
  drift: number;
}

/** How a run judges. */
export interface JudgeOptions {
  readonly plan: Plan;
  readonly waivers: readonly Waiver[];
  readonly failOn: Severity;
  /** Keep passes and not-applicables too: the full population. */
  readonly keepAll: boolean;
  /** Kinds that are both declared and read live in this run: drift is looked for in these. */
  readonly compared: ReadonlySet<string>;
}

/** Judges subjects as they come, the declared side first, and finds drift between the two. */
export class Judge {
  readonly counts: Counts = { failing: 0, waived: 0, drift: 0 };
  readonly #waiving;
  #comparison: Comparison | undefined;
  /** Controls that a declared subject itself fails, by id: live failures of these are no consequence of drift. */
  readonly #declaredFailing = new Map<Subject, readonly string[]>();
  /** Declared subjects that are judged only when it is known whether their live twins are judged too. */
  readonly #waiting = new Set<Subject>();

  constructor(
    private readonly options: JudgeOptions,
    private readonly ledger: Ledger,
  ) {
    this.#waiving = waiving(options.waivers, options.plan.today);
  }

  /** Judges the declared side, whole, before anything live is compared with it. */
  declared(subjects: readonly Subject[]): void {
    const { plan, compared } = this.options;
    const isCompared = ({ kind }: Subject): boolean => compared.has(kind);
    for (const subject of subjects) {
      // What the program leaves to the live system is judged when that is seen, or was not.
      if (subject.leavesToLive && isCompared(subject)) this.#waiting.add(subject);
      else this.#judgeDeclared(subject);
    }
    if (compared.size > 0) this.#comparison = compareWith(plan.kinds, subjects.filter(isCompared));
    // Of one stack alone nobody asks who else declares what it does.
    if (new Set(subjects.map(({ scope }) => scope)).size > 1) for (const { subject, others } of owners(plan.kinds, subjects)) this.#evaluate(declarationOf(subject, others));
  }

  /** Judges one live subject and compares it with its declared twins. */
  live(subject: Subject): void {
    const { kinds } = this.options.plan;
    const { inventory } = kinds.get(subject.kind);
    if (inventory) return this.#inventoried(subject, inventory);
    const compared = this.#comparison !== undefined && this.options.compared.has(subject.kind);
    const twins = compared ? (this.#comparison?.match(subject) ?? []) : [];
    const failing = this.#evaluate(located(subject, twins.find(({ location }) => location)?.location));
    if (!compared) return;
    if (twins.length === 0) return this.#drift(lacking(subject, 'unmanaged', failing.sort()));
    for (const twin of twins) this.#compare(twin, subject, failing, twins.length > 1);
  }

  /** Ends the run: what is declared and was not seen, and the waivers. */
  end(population: readonly Population[], gaps: readonly CollectionGap[]): void {
    for (const unmatched of this.#comparison?.unmatched(population, gaps) ?? []) {
      const { declared, read } = unmatched;
      if (this.#waiting.delete(declared)) this.#judgeDeclared(declared);
      const breaks = this.#evaluate(declaredResource(declared, read ? known(false) : unmatched.why));
      if (read) this.#drift(lacking(declared, 'missing', breaks));
    }
    for (const waiver of this.#waiving.outcomes(gaps.length === 0).map(waiverSubject)) this.#evaluate(waiver);
  }

  #judgeDeclared(subject: Subject): void {
    this.#declaredFailing.set(subject, this.#evaluate(subject));
  }

  /** What a live subject is, against what one stack declares. */
  #compare(twin: Subject, live: Subject, failing: readonly string[], shared: boolean): void {
    if (this.#waiting.delete(twin)) this.#declaredFailing.set(twin, this.#evaluate({ ...twin, liveTwin: true }));
    const before = this.#declaredFailing.get(twin) ?? [];
    const breaks = failing.filter((id) => !before.includes(id)).sort();
    for (const change of changes(this.options.plan.kinds, twin, live, breaks)) this.#drift(shared ? { ...change, stack: twin.scope } : change);
    this.#evaluate(declaredResource(twin, known(true)));
  }

  /** What is inventoried is listed with the worst verdict on it, passes too. */
  #inventoried(subject: Subject, inventory: NonNullable<AnyKind['inventory']>): void {
    const verdicts: Finding[] = [];
    const take = (finding: Finding): void => void verdicts.push(isKept(finding.outcome, this.options.keepAll) ? this.#take(finding) : finding);
    evaluate(subject, this.options.plan, take, true);
    this.ledger.inventory(inventoryItem(subject, inventory(subject.given), verdicts));
  }

  #evaluate(subject: Subject): string[] {
    return evaluate(subject, this.options.plan, (finding) => this.#take(finding), this.options.keepAll);
  }

  #take(finding: Finding): Finding {
    const judged = this.#waiving.waive(finding);
    if (judged.waiver) this.counts.waived += 1;
    else if (this.#fails(judged)) this.counts.failing += 1;
    this.ledger.finding(judged);
    return judged;
  }

  #fails({ outcome, level, severity }: Finding): boolean {
    return outcome === 'fail' && level === 'mandatory' && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(this.options.failOn);
  }

  #drift(drift: Drift): void {
    this.counts.drift += 1;
    this.ledger.drift(drift);
  }
}
