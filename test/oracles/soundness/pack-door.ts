import { CATALOGUE } from '../../../policypack/catalogue.js';
import { plan, type Plan } from '../../../policypack/core/evaluate.js';
import type { Settings } from '../../../policypack/core/settings.js';
import { readShown, type SeenResource } from '../../../policypack/pulumi/resource.js';
import { stackVerdicts } from '../../../policypack/pulumi/verdicts.js';
import { UNKNOWN } from '../../pulumi/resources.js';
import { packageOf, type Program, type Resource } from './program.js';
import type { AVerdict } from './verdicts.js';

const TODAY = '2026-06-01';

export const urnOf = ({ type, name }: Pick<Resource, 'type' | 'name'>): string => `urn:pulumi:dev::shop::${type}::${name}`;

/** A value as the engine writes it, with its mark for what it does not know. */
function onTheWire(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(onTheWire);
  return Object.hasOwn(value, 'unread') ? UNKNOWN : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, onTheWire(one)]));
}

/** A program as the engine shows it, once all is made that can be. */
export function shownBy(program: Program): SeenResource[] {
  return program.map((one) => {
    const provider = program.find(({ type, name }) => name === one.provider && type === `pulumi:providers:${packageOf(one.type)}`);
    return readShown({
      type: one.type,
      urn: urnOf(one),
      name: one.name,
      properties: () => onTheWire(one.properties),
      propertyDependencies: Object.fromEntries(Object.entries(one.dependsOn).map(([key, others]) => [key, others.map(urnOf)])),
      ...(provider && { provider: { type: provider.type, urn: urnOf(provider), name: provider.name, properties: () => onTheWire(provider.properties) } }),
    });
  });
}

/** Many programs are judged by one configuration. */
const plans = new Map<Settings, Plan>();

function planOf(settings: Settings): Plan {
  const known = plans.get(settings) ?? plan(CATALOGUE, settings, TODAY);
  plans.set(settings, known);
  return known;
}

/** What the pack finds in a program as a whole. */
export const packVerdicts = (program: Program, settings: Settings): AVerdict[] =>
  stackVerdicts(shownBy(program), { plan: planOf(settings), scopes: settings.scope }).map(({ key, finding: { control, outcome, level, message } }) => ({ control, key, outcome, level, message }));
