import type { Observation } from '../../policypack/core/fact.js';
import { gap, type Gap } from '../../policypack/core/known.js';
import { regionPlace } from '../../policypack/kinds/aws/place.js';
import type { AnswerPlace, Answered } from '../../scanner/sources/answered.js';
import { READERS as AWS } from '../../scanner/sources/aws/readers.js';
import { READERS as KUBERNETES } from '../../scanner/sources/kubernetes/readers.js';

/** What a case does not say of a live thing was not asked for. */
const notAsked = (what: string): Gap => gap('unsupported', `${what}, which the case does not answer,`);

const ACCOUNT = '123456789012';
const REGION: AnswerPlace = { scope: regionPlace(ACCOUNT, 'eu-west-1'), name: 'eu-west-1', account: ACCOUNT, notAsked };
const CLUSTER: AnswerPlace = { scope: 'kubernetes:prod', name: 'prod', notAsked };

type InPlace = Answered & { readonly place: AnswerPlace };

/** How answers become facts, by kind: as its reader says, which needs no server for it. */
const ANSWERED: ReadonlyMap<string, InPlace> = new Map([
  ...AWS.flatMap(({ kind, answered }) => entry(kind, answered, REGION)),
  ...KUBERNETES.flatMap(({ kind, answered, also = {} }) => Object.entries({ [kind]: answered, ...also }).flatMap(([of, one]) => entry(of, one, CLUSTER))),
]);

function entry(kind: string, answered: Answered | undefined, place: AnswerPlace): (readonly [string, InPlace])[] {
  return answered ? [[kind, { ...answered, place }]] : [];
}

function answeredBy(kind: string): InPlace {
  const found = ANSWERED.get(kind);
  if (!found) throw new Error(`${kind}: expected a kind whose answers are read, one of ${[...ANSWERED.keys()].join(', ')}`);
  return found;
}

/**
 * What the API's answers show, by kind: the answer whole, or a list of the answers to several such calls. What was asked for
 * was read whole.
 * @throws Error for a kind whose answers nothing reads
 */
export const answered = (live: Readonly<Record<string, unknown>>): Observation[] =>
  Object.entries(live).flatMap(([kind, answer]): Observation[] => {
    const { place, facts } = answeredBy(kind);
    return [...facts([answer].flat(), place), { type: 'read', kind, scope: place.scope }];
  });

/** The call that answers are of. @throws Error for a kind whose answers nothing reads */
export const callOf = (kind: string): string => answeredBy(kind).call;
