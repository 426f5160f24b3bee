import { from, kind, of } from '../../../core/kind.js';
import { EVERY_KIND } from '../../../core/kind-table.js';
import type { Fact } from '../../../core/fact.js';
import type { Known } from '../../../core/known.js';
import { kindRef } from '../../../core/look.js';
import type { Subject } from '../../../core/subject.js';
import { sameName, type WaiverOutcome } from '../../../core/waive.js';

/** A waiver, judged as what it is: a promise with an owner, an approver and a last day. */
export interface WaiverFacts {
  readonly owner: string;
  readonly approver: string;
  /** The last day it holds, YYYY-MM-DD. */
  readonly expires: string;
  /** Findings that it matched. */
  readonly matches: Known<number>;
}

const matched = ({ facts }: Fact<WaiverFacts>): Known<number> => facts.matches;

const waiver = kind({
  id: 'logproof.waiver',
  noun: 'waiver',
  facts: of<WaiverFacts>(),
  keep: 'all',
  // What no finding was seen for may be for anything that was not read.
  joins: { matched: from([kindRef()(EVERY_KIND)], matched) },
  docs: { judged: 'each waiver', waive: 'name-*' },
});
export default waiver;

/** A waiver as a subject of its own. */
export const waiverSubject = ({ waiver: { control, subject, owner, approver, expires, location }, matched: matches }: WaiverOutcome): Subject<WaiverFacts> => ({
  kind: waiver.id,
  id: `${control}/${subject}`,
  name: `${control} on ${subject}`,
  origin: 'declared',
  scope: 'waivers',
  given: { owner: sameName(owner), approver: sameName(approver), expires, matches },
  joined: { matched: matches },
  texts: [],
  ...(location && { location }),
});
