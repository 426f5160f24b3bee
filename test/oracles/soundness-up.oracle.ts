import fc from 'fast-check';
import type { Settings } from '../../policypack/core/settings.js';
import { Session } from '../../policypack/pulumi/session.js';
import type { Oracle } from './oracle.js';
import { shownBy } from './soundness/pack-door.js';
import { mayStandAt, OPEN, placesOf, programs, withOutput, type Program } from './soundness/program.js';
import { SETTINGS, settingsAt } from './soundness/settings.js';

/** As many values are tried in the place of each that is not known. */
const TRIED = 4;

/** The controls of which an update says anything at its end, and those by which it is refused. */
function upOf(program: Program, settings: Settings): { readonly told: ReadonlySet<string>; readonly refused: ReadonlySet<string> } {
  const { notices } = new Session({ settings, today: '2026-06-01' }).stack(shownBy(program));
  return { told: new Set(notices.map(({ policy }) => policy)), refused: new Set(notices.flatMap(({ policy, level }) => (level === 'mandatory' ? [policy] : []))) };
}

const oracle: Oracle = {
  promise: 'an update that leaves one value of a program unknown says nothing of a control only where no value there would be refused by it',
  property: () =>
    fc.property(programs, fc.nat(SETTINGS.length - 1), fc.nat(), fc.array(fc.nat(), { minLength: TRIED, maxLength: TRIED }), (program, configured, where, which) => {
      const settings = settingsAt(configured);
      const places = placesOf(program);
      const place = places[where % places.length];
      if (place === undefined) return;
      const before = upOf(withOutput(program, place, OPEN), settings);
      const values = mayStandAt(place, program);
      for (const one of which) {
        const value = values[one % values.length];
        const missed = [...upOf(withOutput(program, place, value), settings).refused].filter((control) => !before.told.has(control));
        if (missed.length > 0) throw new Error(`${program[place.resource]?.type} ${place.path.join('.')} = ${JSON.stringify(value)}: refused by ${missed.join(', ')}`);
      }
    }),
  few: 80,
  many: 1_000,
};

export default oracle;
