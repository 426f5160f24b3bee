import fc from 'fast-check';
import type { Fact } from '../../policypack/core/fact.js';
import { tested } from '../kinds/all.js';
import type { Oracle } from './oracle.js';
import { fieldsOf, LIVE_KINDS, mayBeRead, thingsOf, UNREAD, withField, withoutKind, worlds } from './soundness/live.js';
import { programs } from './soundness/program.js';
import { scanVerdicts, type Scanned } from './soundness/scan-door.js';
import { SETTINGS, settingsAt } from './soundness/settings.js';
import { stateOf } from './soundness/state.js';
import { brokenClaims } from './soundness/verdicts.js';

/** As many values are tried in the place of each that was not read. */
const TRIED = 4;

/** What was not read of a world, and what it may turn out to be. */
interface Open {
  readonly what: string;
  readonly before: Pick<Scanned, 'live' | 'unread'>;
  readonly after: (which: number) => readonly Fact[];
  /** It only contradicts what else was read: a verdict may do without it, and the run may not. */
  readonly contradicts?: boolean;
}

function openField(facts: readonly Fact[], where: number): Open | undefined {
  const fields = fieldsOf(facts);
  const field = fields[where % fields.length];
  if (field === undefined) return undefined;
  const values = mayBeRead(facts, field);
  return {
    what: `${facts[field.fact]?.kind} ${field.path.join('.')}`,
    before: { live: withField(facts, field, UNREAD) },
    contradicts: tested(facts[field.fact]?.kind ?? '').contradicts?.includes(field.path[0] ?? '') ?? false,
    after: (which) => withField(facts, field, values[which % values.length] ?? UNREAD),
  };
}

function openKind(facts: readonly Fact[], where: number): Open {
  const kind = LIVE_KINDS[where % LIVE_KINDS.length] as string;
  const things = thingsOf(kind);
  const others = facts.filter((fact) => fact.kind !== kind);
  return { what: `all of ${kind}`, before: { live: withoutKind(facts, kind), unread: kind }, after: (which) => [...others, ...things.slice(which % things.length).slice(0, 1)] };
}

const oracle: Oracle = {
  promise: 'while one value of what is live, or all of a kind, is not read, a scan claims nothing that any answer would break, alone or beside a state',
  property: () =>
    fc.asyncProperty(
      worlds, fc.option(programs, { nil: undefined }), fc.nat(SETTINGS.length - 1), fc.boolean(), fc.nat(), fc.array(fc.nat(), { minLength: TRIED, maxLength: TRIED }),
      async (facts, program, configured, whole, where, which) => {
        const settings = settingsAt(configured);
        const open = whole ? openKind(facts, where) : openField(facts, where);
        if (open === undefined) return;
        const state = program && { state: stateOf(program) };
        const before = await scanVerdicts({ ...state, ...open.before }, settings);
        for (const one of which) {
          const after = await scanVerdicts({ ...state, live: open.after(one) }, settings);
          const broken = open.contradicts === true ? [] : brokenClaims(before.verdicts, after.verdicts);
          if (before.exitCode === 0 && after.exitCode === 1) broken.push('it ended with 0, and then with 1');
          if (broken.length > 0) throw new Error(`${open.what}\n${broken.join('\n')}`);
        }
      },
    ),
  few: 30,
  many: 400,
};

export default oracle;
