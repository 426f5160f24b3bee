import { firstUnread, Unread, type Tree } from './property-tree.js';

// Pulumi's property values on the wire and in states. Source: pulumi/pulumi sdk/v3.259.0, go/common/resource/sig and
// go/common/resource/plugin/rpc.go.
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';
const OUTPUT = 'd0e6a833031e9bbcd3f4e8bde6ca49a4';
/** What stands for a value that is not known yet, by its type; the engine writes the text's for all. */
const UNKNOWN: ReadonlySet<unknown> = new Set([
  '04da6b54-80e4-46f7-96ec-b56ff0331ba9',
  '1c4a061d-8072-4f0a-a4cb-0ff528b18fe7',
  '3eeb2bf0-c639-47a8-9e75-3b44932eb421',
  '6a19a0b0-7e62-4c92-b797-7f8e31da9cc2',
  '030794c1-ac77-496b-92df-f27374a8bd58',
  'e48ece36-62e2-4504-bad9-02848725956a',
  'dd056dcd-154b-4c76-9bd3-c8f88648b5ff',
]);

/** No resource that logproof judges is nested this deep: what is, was made to exhaust the stack. */
const DEEPEST = 100;

/** What a secret becomes: `shown` where its value may be judged but not printed, `hidden` where it may not be read. */
export type Secrets = 'shown' | 'hidden';

/** A resource's properties as plain data. */
export interface Properties {
  readonly tree: Tree;
  /** Whether a secret is among them. */
  readonly secret: boolean;
}

/** Turns Pulumi's property values into a tree: {@link Unread} stands for the unknown, and for hidden secrets. */
export function decodeProperties(properties: unknown, secrets: Secrets): Properties {
  let secret = false;
  const decode = (value: unknown, depth: number): Tree => {
    if (UNKNOWN.has(value)) return new Unread('preview');
    if (typeof value !== 'object' || value === null) return value;
    if (depth > DEEPEST) return new Unread('unsupported');
    if (Array.isArray(value)) return value.map((item) => decode(item, depth + 1));
    const signed = signedValue(value);
    if (!signed) return decodeObject(value, (item) => decode(item, depth + 1));
    if (signed.secret) secret = true;
    return signed.secret && secrets === 'hidden' ? new Unread('unsupported') : decode(signed.value, depth + 1);
  };
  return { tree: withoutCopies(decode(properties ?? {}, 0)), secret: secret as boolean };
}

/** Whether anything among Pulumi's property values is not known yet. */
export function holdsUnknown(properties: unknown): boolean {
  const looked = (value: unknown, depth: number): boolean => {
    if (UNKNOWN.has(value)) return true;
    if (typeof value !== 'object' || value === null || depth > DEEPEST) return false;
    const signed = signedValue(value);
    if (signed) return signed.value instanceof Unread ? signed.value.reason === 'preview' : looked(signed.value, depth + 1);
    return Object.values(value).some((item) => looked(item, depth + 1));
  };
  return looked(properties, 0);
}

/** Outputs that repeat an input, with what a provider adds. */
const COPIES: Readonly<Record<string, string>> = { tagsAll: 'tags' };

/** Pulumi marks as secret what the program marked, and not the copy that the provider makes of it: it would give it away. */
function withoutCopies(tree: Tree): Tree {
  if (typeof tree !== 'object' || tree === null || tree instanceof Unread) return tree;
  const properties = tree as Record<string, Tree>;
  for (const [copy, original] of Object.entries(COPIES)) {
    const gap = firstUnread(properties[original], original);
    if (gap && properties[copy] !== undefined) properties[copy] = new Unread(gap.gap);
  }
  return properties;
}

/** A secret, or an output that travels with its dependencies; any other object is itself. */
function signedValue(value: object): { readonly secret: boolean; readonly value: unknown } | undefined {
  if (!Object.hasOwn(value, SIGNATURE)) return undefined;
  const { [SIGNATURE]: signature, ...rest } = value as Record<string, unknown>;
  // An output without a value is one that is not known.
  const inner = Object.hasOwn(rest, 'value')
    ? rest['value']
    : new Unread(signature === SECRET ? 'unsupported' : 'preview');
  if (signature === SECRET) return { secret: true, value: inner };
  return signature === OUTPUT ? { secret: rest['secret'] === true, value: inner } : undefined;
}

/** Keys by which an object would break whoever turns it into text; no tag or field of a real resource has them. */
const BREAKING = ['toString', 'valueOf'];

function decodeObject(value: object, decode: (item: unknown) => Tree): Tree {
  if (value instanceof Unread) return value;
  if (BREAKING.some((key) => Object.hasOwn(value, key))) return new Unread('unsupported');
  // `fromEntries` defines own properties: a key named `__proto__` becomes one like any other, and no prototype.
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decode(item)]));
}
