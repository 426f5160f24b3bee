import fc from 'fast-check';
import type { Oracle } from './oracle.js';
import { packVerdicts } from './soundness/pack-door.js';
import { mayStandAt, OPEN, placesOf, programs, withOutput } from './soundness/program.js';
import { SETTINGS, settingsAt } from './soundness/settings.js';
import { brokenClaims } from './soundness/verdicts.js';

/** As many values are tried in the place of each that is not known. */
const TRIED = 6;

const oracle: Oracle = {
  promise: 'while one value of a program is not known, the pack claims nothing of it that any value there would break',
  property: () =>
    fc.property(programs, fc.nat(SETTINGS.length - 1), fc.nat(), fc.array(fc.nat(), { minLength: TRIED, maxLength: TRIED }), (program, configured, where, which) => {
      const settings = settingsAt(configured);
      const places = placesOf(program);
      const place = places[where % places.length];
      if (place === undefined) return;
      const before = packVerdicts(withOutput(program, place, OPEN), settings);
      const values = mayStandAt(place, program);
      for (const one of which) {
        const value = values[one % values.length];
        const broken = brokenClaims(before, packVerdicts(withOutput(program, place, value), settings));
        if (broken.length > 0) throw new Error(`${program[place.resource]?.type} ${place.path.join('.')} = ${JSON.stringify(value)}\n${broken.join('\n')}`);
      }
    }),
  few: 150,
  many: 2_000,
};

export default oracle;
