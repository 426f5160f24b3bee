import { alone, assemble, type Alone, type Scopes } from '../core/assemble.js';
import type { DeclaredResource } from '../core/declared-resource.js';
import { evaluate, type Plan } from '../core/evaluate.js';
import type { Fact } from '../core/fact.js';
import { everythingUnknown } from '../core/joined.js';
import type { Gap } from '../core/known.js';
import { OTHERS } from '../core/looks.js';
import type { Finding } from '../core/result.js';
import { subjectOf, type Subject } from '../core/subject.js';
import { Unread } from '../kinds/declared/property-tree.js';
import { partsOfUrn, stackScope } from '../kinds/declared/urn.js';
import { stackFact, unshown } from '../kinds/pulumi/stack/kind.js';
import type { UnseenFacts } from '../kinds/pulumi/unseen/facts.js';
import { unseenFact } from '../kinds/pulumi/unseen/kind.js';
import type { SeenResource } from './resource.js';
import { withoutSecrets } from './secrets.js';

/** One control's verdict on what one resource declares. */
export interface ResourceVerdict {
  readonly finding: Finding;
  /** The resource that it is about; none for the stack as a whole. */
  readonly urn: string | undefined;
  /** Tells the verdicts of a run apart: control, resource, and which of the objects that it carries. */
  readonly key: string;
}

/** How a stack is judged. */
export interface Judging {
  readonly plan: Plan;
  readonly scopes: Scopes;
}

type Join = (resources: readonly DeclaredResource[]) => Subject[];

/**
 * Judges the resources of a stack, joined: every verdict, passes included. Of one that is bare nothing is known but that it is declared.
 * @param unseen what the stack has, or may have, beside what is shown
 */
export function stackVerdicts(resources: readonly SeenResource[], { plan, scopes }: Judging, unseen: readonly UnseenFacts[] = []): ResourceVerdict[] {
  const bare = new Set(resources.flatMap((resource) => (resource.bare ? [resource.declared.urn] : [])));
  return verdicts(resources, plan, (declared) => {
    const assembly = assemble(plan.kinds, scopes);
    assembly.observe([
      stackOf(declared, unseen),
      ...declared.flatMap((resource) => (bare.has(resource.urn) ? hidingFactsOf(resource, plan) : factsOf(resource, plan))),
    ].flat());
    return assembly.end('declared');
  });
}

/** The verdicts on a resource of which nothing is known but that the program declares it: none passes, and none fails. */
export function unshownVerdicts({ declared }: SeenResource, why: Gap, plan: Plan): ResourceVerdict[] {
  const facts = factsOf({ ...declared, properties: new Unread(why.gap) }, plan);
  const subjects = facts.flatMap((fact) => {
    const kind = plan.kinds.get(fact.kind);
    // Of a kind that is no subject at both doors there would be its texts alone, and none is there.
    if (kind.judged !== undefined) return [];
    const { fact: unknown, joined } = everythingUnknown(kind, fact, why);
    return [subjectOf(unknown, joined)];
  });
  return verdictsOn(subjects, plan);
}

/**
 * Judges resources one by one, before each is created. What depends on other resources is `unknown`, never guessed; but what an
 * override says that was shown before counts.
 */
export class ResourceJudge {
  readonly #plan: Plan;
  readonly #whole: Alone;
  /** The same without secrets. */
  readonly #printable: Alone;
  /** Whether anything that was shown holds a secret: what rests on it may be printed only where it comes out the same without. */
  #hasSecrets = false;

  constructor({ plan, scopes }: Judging) {
    this.#plan = plan;
    this.#whole = alone(plan.kinds, scopes);
    this.#printable = alone(plan.kinds, scopes);
  }

  verdicts({ declared, shielded }: SeenResource): ResourceVerdict[] {
    this.#hasSecrets ||= shielded !== undefined;
    const whole = factsOf(declared, this.#plan);
    const printable = shielded ? factsOf(shielded, this.#plan) : whole;
    const found = verdictsOn(this.#whole.subjects(whole), this.#plan);
    const told = this.#hasSecrets ? withPrintable(found, verdictsOn(this.#printable.subjects(printable), this.#plan)) : found;
    this.#whole.show(whole);
    this.#printable.show(printable);
    return told;
  }
}

function verdicts(resources: readonly SeenResource[], plan: Plan, join: Join): ResourceVerdict[] {
  const found = verdictsOn(join(resources.map(({ declared }) => declared)), plan);
  if (!resources.some(({ shielded }) => shielded)) return found;
  return withPrintable(found, verdictsOn(join(resources.map(({ declared, shielded }) => shielded ?? declared)), plan));
}

function withPrintable(found: readonly ResourceVerdict[], printable: readonly ResourceVerdict[]): ResourceVerdict[] {
  const byKey = new Map(printable.map(({ key, finding }) => [key, finding]));
  return found.map((verdict) => ({ ...verdict, finding: withoutSecrets(verdict.finding, byKey.get(verdict.key)) }));
}

/** Every verdict on these subjects, in their order. */
export function verdictsOn(subjects: readonly Subject[], plan: Plan): ResourceVerdict[] {
  const seen = new Map<string, number>();
  return subjects.flatMap((subject) => {
    const { urn } = subject;
    const place = urn ?? subject.id;
    // A list carries several objects under one URN: they are told apart by their order.
    const ordinal = (seen.get(place) ?? 0) + 1;
    seen.set(place, ordinal);
    const judged: ResourceVerdict[] = [];
    evaluate(
      subject,
      plan,
      (finding) => judged.push({ finding, urn, key: `${finding.control} ${place} ${ordinal}` }),
      true,
    );
    return judged;
  });
}

function factsOf(resource: DeclaredResource, { kinds }: Plan): Fact[] {
  const { stack, project } = partsOfUrn(resource.urn);
  return kinds.factsOf(resource, stackScope(stack, project));
}

/** What a bare resource says all the same, by being there: that there may be more. */
const hidingFactsOf = (resource: DeclaredResource, plan: Plan): Fact[] =>
  factsOf({ ...resource, properties: new Unread('preview') }, plan).filter(({ kind }) => plan.kinds.get(kind).hides !== undefined);

function stackOf(resources: readonly DeclaredResource[], unseen: readonly UnseenFacts[]): Fact[] {
  const { stack, project } = partsOfUrn(resources[0]?.urn ?? '');
  const scope = stackScope(stack, project);
  const types = resources.filter(({ onlyRead }) => !onlyRead).map(({ type }) => type);
  return [stackFact(stack, scope, types, unshown(resources)), ...unseen.map((one) => unseenFact(scope, one))];
}

/** Whether a resource alone could not be judged because the verdict depends on others. */
export const isJoined = ({ finding }: ResourceVerdict): boolean => finding.evidence['via'] === OTHERS.via;
