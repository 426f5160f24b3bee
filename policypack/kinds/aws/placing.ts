import type { DeclaredResource, Placing } from '../../core/declared-resource.js';
import { canonicalJson, digest } from '../../core/fingerprint.js';
import { gap, isKnown, type Gap } from '../../core/known.js';
import type { Part, Place } from '../../core/place.js';
import { byProvider } from '../declared/by-provider.js';
import { firstUnread, read, readText, Unread, type Tree } from '../declared/property-tree.js';
import { arnParts } from './place.js';

/**
 * The region and account that a resource of a program will be in: as its ARN says once it has one, as it says itself (`region`, from
 * version 7 of the provider on), else as its provider is configured. What the environment decides is the same for all of a run.
 */
export const inRegion: Placing = (resource, scope): Place => {
  const arn = arnOf(resource.properties);
  const provided = providedBy(resource.provider, scope);
  return { account: withName(provided.account, arn?.account), region: withName(ownRegion(resource) ?? provided.region, arn?.region) };
};

const withName = (part: Part, name: string | undefined): Part => (name ? { ...part, name } : part);

function arnOf(properties: Tree): ReturnType<typeof arnParts> {
  const arn = readText(properties, 'arn');
  return isKnown(arn) && arn.value !== undefined ? arnParts(arn.value) : undefined;
}

/** The region that a resource names. One that a preview does not know, and that comes from nothing, is the provider's to fill in. */
function ownRegion({ properties, propertyDependencies }: DeclaredResource): Part | undefined {
  const region = readText(properties, 'region');
  if (isKnown(region)) return region.value ? { name: region.value, by: [], why: HERE } : undefined;
  const filledIn = region.gap === 'preview' && (propertyDependencies['region'] ?? []).length === 0;
  return filledIn ? undefined : { by: [], why: gap(region.gap, 'the region that the resource names') };
}

const HERE = gap('unsupported', 'the region');

interface Provided {
  readonly region: Part;
  readonly account: Part;
}

const providedBy = byProvider(
  ({ properties, called, itself }, scope): Provided => ({
    region: { ...nameOrWhy(regionIn(properties), `the region of ${called}`), by: [...itself, ...alike(scope, 'region', properties, ['region', ...PROFILE])] },
    account: { ...nameOrWhy(accountIn(properties), `the account of ${called}`), by: [...itself, ...alike(scope, 'account', properties, CREDENTIALS)] },
  }),
);

const PROFILE = ['profile', 'sharedConfigFiles', 'sharedCredentialsFiles'] as const;
const CREDENTIALS = [...PROFILE, 'accessKey', 'secretKey', 'token', 'assumeRole', 'assumeRoles', 'assumeRoleWithWebIdentity', 'allowedAccountIds', 'endpoints'] as const;

/** What two providers share that are configured alike in this: the environment decides the rest, the same for both. */
function alike(scope: string, part: string, properties: Tree, fields: readonly string[]): readonly string[] {
  const values = fields.map((field) => ofProvider(properties, field));
  if (values.some((value) => firstUnread(value, '') !== undefined)) return [];
  return [`${scope} ${part} ${digest(canonicalJson(values.map((value) => value ?? null)))}`];
}

function nameOrWhy(name: string | Gap | undefined, called: string): Omit<Part, 'by'> {
  if (typeof name === 'string') return { name, why: HERE };
  return { why: name ? gap(name.gap, called) : gap('unsupported', `${called}, which its environment decides,`) };
}

function regionIn(properties: Tree): string | Gap | undefined {
  const region = readText(properties, 'region');
  return isKnown(region) ? region.value || undefined : region;
}

/** The account of the role that a provider assumes last, or the only one that it allows. */
function accountIn(properties: Tree): string | Gap | undefined {
  const assumed = ['assumeRoles', 'assumeRole', 'assumeRoleWithWebIdentity'].map((field) => ofProvider(properties, field)).find((value) => value !== undefined);
  const role = readText(Array.isArray(assumed) ? assumed.at(-1) : assumed, 'roleArn');
  if (!isKnown(role)) return role;
  const account = role.value === undefined ? undefined : arnParts(role.value)?.account;
  if (account) return account;
  const allowed = ofProvider(properties, 'allowedAccountIds');
  if (Array.isArray(allowed) && allowed.length === 1 && typeof allowed[0] === 'string') return allowed[0];
  return firstUnread(CREDENTIALS.map((field) => ofProvider(properties, field)), 'credentials');
}

/** A value of a provider's configuration, which holds whatever is no text as JSON. */
function ofProvider(properties: Tree, field: string): Tree {
  const value = read(properties, field);
  if (!isKnown(value)) return new Unread(value.gap);
  if (typeof value.value !== 'string' || !/^[[{]/.test(value.value)) return value.value;
  try {
    return JSON.parse(value.value) as Tree;
  } catch {
    return value.value;
  }
}
