import type { Settings } from '../../../policypack/core/settings.js';
import { CONTROLS } from '../../../policypack/controls/index.js';
import { KINDS } from '../../../policypack/kinds/index.js';
import { casesOf } from '../../../tools/cases/read-cases.js';
import { settingsOf } from '../../pulumi/in-process.js';

const SCOPES = [{}, { include: ['ai*', '/ai/**'] }, { exclude: ['*-debug', '/aws/**'] }, { tags: { workload: 'ai' } }];

const scopeKeys = KINDS.all.flatMap(({ scope }) => (scope ? [scope.key] : []));

/** All controls mandatory, so that whatever fails fails the run, each with the parameters of one of its cases. */
const strict = (turn: number): object =>
  Object.fromEntries(
    CONTROLS.map(({ id }) => {
      const params = casesOf(id).map((one) => one.params ?? {});
      return [id, { ...params[turn % Math.max(params.length, 1)], level: 'mandatory' }];
    }),
  );

/** Configurations to judge by: the defaults, and every selection with parameters of the cases. */
export const SETTINGS: readonly Settings[] = [{}, ...Array.from({ length: 16 }, (_, turn) => ({ controls: strict(turn), scope: Object.fromEntries(scopeKeys.map((key) => [key, SCOPES[turn % SCOPES.length]])) }))].map((configuration) =>
  settingsOf({ logproof: JSON.stringify(configuration) }),
);

/** One of them, by its number: a number is what a broken promise shows. */
export function settingsAt(index: number): Settings {
  const settings = SETTINGS[index];
  if (!settings) throw new Error(`there are ${SETTINGS.length} configurations, and none of number ${index}`);
  return settings;
}
