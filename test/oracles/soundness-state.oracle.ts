import fc from 'fast-check';
import { live, WORLDS } from '../scanner/worlds.js';
import type { Oracle } from './oracle.js';
import { mayStandAt, OPEN, placesOf, programs, withOutput, type Place, type Program } from './soundness/program.js';
import { scanVerdicts } from './soundness/scan-door.js';
import { SETTINGS, settingsAt } from './soundness/settings.js';
import { stateOf } from './soundness/state.js';
import { brokenClaims } from './soundness/verdicts.js';

/** What a Helm release does not say that it holds, nobody looks for: presence and joins are open beside it. */
const isHolding = (program: Program, { resource, path }: Place): boolean => program[resource]?.type === 'kubernetes:helm.sh/v3:Release' && path[0] === 'resourceNames';

/** As many values are tried in the place of each that is not known. */
const TRIED = 4;

const oracle: Oracle = {
  promise: 'while one value of a state is encrypted, a scan claims nothing of it that any value there would break, alone or beside what is live',
  property: () =>
    fc.asyncProperty(programs, fc.nat(SETTINGS.length - 1), fc.option(fc.constantFrom(...WORLDS), { nil: undefined }), fc.nat(), fc.array(fc.nat(), { minLength: TRIED, maxLength: TRIED }), async (program, configured, world, where, which) => {
      const settings = settingsAt(configured);
      const places = placesOf(program);
      const place = places[where % places.length];
      if (place === undefined) return;
      const scanned = (value: unknown) => scanVerdicts({ state: stateOf(withOutput(program, place, value)), ...(world && { live: live(world) }) }, settings);
      const before = await scanned(OPEN);
      const values = mayStandAt(place, program);
      for (const one of which) {
        const value = values[one % values.length];
        const after = await scanned(value);
        const broken = brokenClaims(before.verdicts, isHolding(program, place) ? after.verdicts.filter(({ control }) => control !== 'declared-resource-present') : after.verdicts);
        if (before.exitCode === 0 && after.exitCode === 1 && !isHolding(program, place)) broken.push('it ended with 0, and then with 1');
        if (broken.length > 0) throw new Error(`${program[place.resource]?.type} ${place.path.join('.')} = ${JSON.stringify(value)}\n${broken.join('\n')}`);
      }
    }),
  few: 30,
  many: 400,
};

export default oracle;
