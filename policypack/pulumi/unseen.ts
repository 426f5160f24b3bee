import { gap } from '../core/known.js';
import { partsOfUrn } from '../kinds/declared/urn.js';
import type { UnseenFacts } from '../kinds/pulumi/unseen/facts.js';
import type { SeenResource } from './resource.js';
import { UNSHOWN } from './standing.js';
import { unnamed } from './unfilled.js';

/**
 * What is certainly there and cannot be found: resources of which nothing but the type is known, and those that a preview knows by
 * their inputs alone, which may come to be called what another one names.
 */
export function unshown(resources: readonly SeenResource[]): UnseenFacts[] {
  return byName(resources).flatMap(({ bare, planned, declared: { type, urn, properties } }) => {
    if (bare) return [{ types: [type], why: UNSHOWN }];
    const path = planned ? undefined : unnamed(type, properties);
    return path === undefined ? [] : [{ types: [type], why: gap('preview', `${path} of ${partsOfUrn(urn).name}, whose provider is not configured yet,`) }];
  });
}

/**
 * Components that make their children through a provider that has to be configured, and one that makes them out of sight: what a
 * preview shows of those is not all that there will be.
 */
const MAKERS: Readonly<Record<string, string>> = {
  'kubernetes:helm.sh/v2:Chart': 'Helm chart',
  'kubernetes:helm.sh/v3:Chart': 'Helm chart',
  'kubernetes:helm.sh/v4:Chart': 'Helm chart',
  'kubernetes:helm.sh/v3:Release': 'Helm release',
  'kubernetes:kustomize:Directory': 'kustomization',
  'kubernetes:kustomize/v2:Directory': 'kustomization',
  'kubernetes:yaml:ConfigFile': 'ConfigFile',
  'kubernetes:yaml:ConfigGroup': 'ConfigGroup',
  'kubernetes:yaml/v2:ConfigFile': 'ConfigFile',
  'kubernetes:yaml/v2:ConfigGroup': 'ConfigGroup',
};

/**
 * What the stack may come to have beside what a preview shows, the most telling first. Nothing where all that there is is known:
 * then a preview is the last word, and may refuse.
 * @param resources as the engine shows them, without what their inputs said
 */
export function mayCome(resources: readonly SeenResource[]): UnseenFacts[] {
  return [...fromMakers(resources), ...fromProviders(resources), ...fromOutputs(resources)];
}

function fromMakers(resources: readonly SeenResource[]): UnseenFacts[] {
  const parents = new Set(resources.map(({ parent }) => parent));
  return byName(resources)
    .filter(({ declared: { type, urn } }) => MAKERS[type] !== undefined && !parents.has(urn))
    .map(({ declared: { type, urn } }) => ({
      types: ['kubernetes:'],
      why: gap('preview', `what the ${MAKERS[type]} ${partsOfUrn(urn).name} holds`),
    }));
}

/** Through a provider that is not configured yet, components make nothing. */
function fromProviders(resources: readonly SeenResource[]): UnseenFacts[] {
  const open = new Map(resources.flatMap(({ provider }) => (provider?.isOpen() ? [[provider.name, provider.type] as const] : [])));
  return [...open].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, type]) => ({
    types: [`${type.replace(/^pulumi:providers:/, '')}:`],
    why: gap('preview', `what is made through the provider ${name}, whose configuration is not known yet,`),
  }));
}

/** What a program makes inside `apply` is not there while the value is not known, and nothing says that it will be. */
function fromOutputs(resources: readonly SeenResource[]): UnseenFacts[] {
  const open = resources.some(({ bare, isOpen }) => bare || isOpen());
  return open ? [{ types: [''], why: gap('preview', 'what the program makes once all its values are known') }] : [];
}

const byName = (resources: readonly SeenResource[]): SeenResource[] =>
  resources.toSorted(({ declared: { urn: one } }, { declared: { urn: other } }) => (one < other ? -1 : 1));
