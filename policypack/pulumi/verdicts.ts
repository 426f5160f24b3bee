import { assemble, unreadLogGroup } from '../core/assemble.js';
import { evaluate, type Plan } from '../core/evaluate.js';
import { declaredServer, policySubject } from '../core/join-declared-audit.js';
import { gap, isKnown } from '../core/known.js';
import { logGroupScope, type InScope } from '../core/log-group-scope.js';
import type { Finding } from '../core/result.js';
import type { LogGroupScope } from '../core/settings.js';
import type { AnySubject } from '../core/subject.js';
import { declaredFacts, stackFact, stackScope, type DeclaredResource } from '../kinds/declared/index.js';
import type { AnyFact } from '../core/fact.js';
import { partsOfUrn, type SeenResource } from './seen.js';
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
  readonly logGroups: LogGroupScope;
}

type Join = (resources: readonly DeclaredResource[]) => AnySubject[];

/** Judges the resources of a stack, joined: every verdict, passes included. */
export function stackVerdicts(resources: readonly SeenResource[], judging: Judging): ResourceVerdict[] {
  return verdicts(resources, judging.plan, (declared) => {
    const assembly = assemble(judging.logGroups);
    assembly.observe(factsOfStack(declared));
    return assembly.declared();
  });
}

/** Judges one resource alone, before it is created. What depends on other resources is `unknown`, never guessed. */
export function resourceVerdicts(resource: SeenResource, judging: Judging): ResourceVerdict[] {
  const inScope = logGroupScope(judging.logGroups);
  return verdicts([resource], judging.plan, ([declared]) =>
    declared ? factsOf(declared).flatMap((fact) => alone(fact, inScope)) : [],
  );
}

function verdicts(resources: readonly SeenResource[], plan: Plan, join: Join): ResourceVerdict[] {
  const found = verdictsOn(join(resources.map(({ declared }) => declared)), plan);
  if (!resources.some(({ shielded }) => shielded)) return found;
  const printable = verdictsOn(join(resources.map(({ declared, shielded }) => shielded ?? declared)), plan);
  const byKey = new Map(printable.map(({ key, finding }) => [key, finding]));
  return found.map((verdict) => ({ ...verdict, finding: withoutSecrets(verdict.finding, byKey.get(verdict.key)) }));
}

/** Every verdict on these subjects, in their order. */
export function verdictsOn(subjects: readonly AnySubject[], plan: Plan): ResourceVerdict[] {
  const seen = new Map<string, number>();
  return subjects.flatMap((subject) => {
    const urn = 'urn' in subject && typeof subject.urn === 'string' ? subject.urn : undefined;
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

const factsOf = (resource: DeclaredResource): AnyFact[] => {
  const { stack, project } = partsOfUrn(resource.urn);
  return declaredFacts(resource, stackScope(stack, project));
};

function factsOfStack(resources: readonly DeclaredResource[]): AnyFact[] {
  const { stack, project } = partsOfUrn(resources[0]?.urn ?? '');
  const types = resources.map(({ type }) => type);
  return [stackFact(stack, stackScope(stack, project), types), ...resources.flatMap(factsOf)];
}

const NOT_JOINED = gap('preview', 'what the other resources of the stack say');

/** Whether a resource alone could not be judged because the verdict depends on others. */
export const isJoined = ({ finding }: ResourceVerdict): boolean => finding.evidence['via'] === NOT_JOINED.via;

/** A fact as a subject, with gaps where the assembly of the whole stack would join other resources. */
function alone(fact: AnyFact, inScope: InScope): AnySubject[] {
  switch (fact.kind) {
    case 'kubernetes.audit-sink':
      return [
        {
          ...fact,
          given: { ...fact.facts, destination: NOT_JOINED, server: NOT_JOINED, equivalentExport: NOT_JOINED },
        },
      ];
    case 'aws.log-group': {
      const counts = inScope(fact);
      if (!isKnown(counts)) return [unreadLogGroup(fact, counts)];
      return counts.value ? [{ ...fact, given: { ...fact.facts, hasStream: NOT_JOINED } }] : [];
    }
    case 'kubernetes.declared-api-server':
      return [declaredServer(fact, { policy: NOT_JOINED, webhook: NOT_JOINED })];
    case 'kubernetes.audit-policy':
      return [policySubject(fact)];
    case 'kubernetes.service':
      return [{ ...fact, given: fact.facts }];
    case 'aws.log-stream':
      return [{ ...fact, given: fact.facts }];
    default:
      return [];
  }
}
