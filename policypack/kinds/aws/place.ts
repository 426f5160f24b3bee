import type { KindRef, Look, Where } from '../../core/look.js';
import { ANYWHERE } from '../../core/place.js';

/** Stands for the account id in the scope of a region that did not answer who is asking. */
export const UNKNOWN_ACCOUNT = 'unknown';

/** The place of what belongs to a region: `aws:ACCOUNT:REGION`. */
export const regionPlace = (account: string, region: string): string => `aws:${account}:${region}`;

/** The place of a region's account: `aws:ACCOUNT`. */
export const accountPlace = (scope: string): string => scope.split(':').slice(0, 2).join(':');

/** The region of a region's place; undefined where the place is not of one. */
export const regionOf = (place: string): string | undefined => place.split(':')[2];

/** Whether an account or region is, or holds, a region. */
export const holdsRegion = (place: string, scope: string): boolean => place === scope || scope.startsWith(`${place}:`);

/** Whether an account or region may hold one that could not even say its account: it may be any account's. */
export function mayHoldRegion(place: string, scope: string): boolean {
  if (holdsRegion(place, scope)) return true;
  const region = regionOf(place);
  if (region === undefined) return scope.startsWith(`aws:${UNKNOWN_ACCOUNT}:`);
  // A reading that ended before it knew who asks names the region alone.
  return scope === regionPlace(UNKNOWN_ACCOUNT, region) || scope === `aws:${region}`;
}

/** Whether live things of a kind are read in the region of a declared one, where that is known, or in any, where it is not. */
export function isReadLive(look: Look, of: KindRef, from: Where): boolean {
  const region = from.place?.['region']?.name;
  return look.beside(of, from).live.some((scope) => region === undefined || scope.split(':').at(-1) === region);
}

/** Whether it is known whose a place is. */
export const isOfKnownAccount = (place: string): boolean => !place.startsWith(`aws:${UNKNOWN_ACCOUNT}:`);

/** Whether an id is an ARN, of any partition: it means one thing in the whole world. */
export const isArn = (id: string): boolean => arnParts(id) !== undefined;

/** The same region, whosever account: a key may be another's. */
export const ofAnyAccount = ({ kind, id, scope, place }: Where): Where => ({ kind, id, scope, ...(place && { place: { ...place, account: ANYWHERE } }) });

/** The parts of an ARN, `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`, of any partition; undefined where a text is none. */
export function arnParts(text: string): { readonly service: string; readonly region: string; readonly account: string; readonly resource: string } | undefined {
  const [prefix, , service = '', region = '', account = '', ...resource] = text.split(':');
  return prefix === 'arn' && resource.length > 0 ? { service, region, account, resource: resource.join(':') } : undefined;
}

/** The place that an ARN of a service names. */
export function placeOfArn(service: string): (id: string) => string | undefined {
  return (id) => {
    const parts = arnParts(id);
    return parts?.service === service ? regionPlace(parts.account, parts.region) : undefined;
  };
}

/** ARNs of a service's resources, `arn:…:logs:…:log-group:NAME`: they are there only when the resource is. */
export function bornArns(service: string, resource: string): { is(id: string): boolean; nameIn(pattern: string): string | undefined } {
  return { is: (id) => id.startsWith('arn:'), nameIn: (pattern) => nameInArn(pattern, service, resource)?.replace(/:\*$/, '') };
}

/** What a glob on ARNs asks of a name: what follows the resource's type, or whatever, where the glob ends in a wildcard before it. */
function nameInArn(pattern: string, service: string, resource: string): string | undefined {
  const named = new RegExp(`^arn:(.*(?<=[:*]))${resource}(.+)$`).exec(pattern);
  const before = named?.[1] ?? pattern.replace(/^arn:/, '');
  if (!pattern.startsWith('arn:') || !(before.split(':')[1] === service || before.split(':').slice(0, 2).some((part) => part.includes('*')))) return undefined;
  return named?.[2] ?? /(?<=[:*])\*+$/.exec(pattern)?.[0];
}
