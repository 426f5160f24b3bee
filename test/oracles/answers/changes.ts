import type { Changeable } from '../../../simulator/faults.js';

/** One way to make another answer of a right one. */
export interface Change {
  readonly name: string;
  /** What comes of it may be right too: a member that need not be there is gone, or an item of a list. */
  readonly mayBeRight?: boolean;
  /** @returns undefined where there is nothing of the sort to be changed */
  readonly change: (right: Changeable) => Changeable | undefined;
}

type Json = Readonly<Record<string, unknown>> | readonly unknown[] | string | number | boolean | null;
type Path = readonly (string | number)[];

/** Every place in a value, the value itself first. */
function* placesIn(value: unknown, path: Path = []): Generator<Path> {
  yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) yield* placesIn((value as Record<string | number, unknown>)[key], [...path, key]);
}

const GONE = Symbol('gone');

/** A value with something else at a place. */
function put(value: unknown, [key, ...rest]: Path, make: (found: unknown) => unknown): unknown {
  if (key === undefined) return make(value);
  if (Array.isArray(value)) return value.flatMap((item, at) => (at === key ? [put(item, rest, make)].filter((made) => made !== GONE) : [item]));
  return Object.fromEntries(Object.entries(value as object).flatMap(([name, item]) => (name === key ? [[name, put(item, rest, make)]].filter(([, made]) => made !== GONE) : [[name, item]])));
}

/** What JSON has no word for stands in it as a text first. */
const RAW = 'RAW:';
const written = (value: unknown): string => JSON.stringify(value)?.replaceAll(new RegExp(`"${RAW}([^"]*)"`, 'g'), '$1') ?? '';

/** Values that no member has, whichever it is, or that it has not beside its own type. */
const STRANGE: readonly unknown[] = ['unheard-of', '', 7, -1, 1.5, `${RAW}1e999`, `${RAW}-1e999`, 2 ** 53, true, [], ['item'], [null], [{}], {}, { key: 'value' }];

const typeOf = (value: unknown): string => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value);

/** A number for a number, and a text that somebody wrote, may be another right answer: those of these alone are none. */
function isStrange(found: unknown, other: unknown): boolean {
  const [was, is] = [found, typeof other === 'string' && other.startsWith(RAW) ? Infinity : other];
  if (typeOf(was) !== typeOf(is)) return true;
  return typeof is === 'number' && (is < 0 || !Number.isSafeInteger(is));
}

/** Tokens are said by their absence: a list that ends early is a list. What remains of one is said beside the token. */
const isToken = (path: Path): boolean => /token|continue/i.test(String(path.at(-1)));
const isItem = (path: Path): boolean => typeof path.at(-1) === 'number';
/** Below the answer's own members, and below those of the envelope that every object of Kubernetes has. */
const isInner = (path: Path): boolean => path.length > 1;

/** Changes of one place of a JSON answer. */
function ofPlace(place: number, value: number): Change[] {
  const at = (name: string, mayBeRight: (path: Path, found: unknown) => boolean, make: (found: unknown) => unknown): Change[] => {
    const chosen = (body: string): { json: unknown; path: Path; found: unknown } | undefined => {
      const json = parsed(body);
      if (json === undefined) return undefined;
      // The outer places more often: what stands there decides more, and there are few of them.
      const paths = [...placesIn(json)].sort((one, other) => one.length - other.length);
      const path = paths[Math.floor(paths.length * ((place % 1_000) / 1_000) ** 3)] ?? [];
      return { json, path, found: path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], json) };
    };
    const one: Change = {
      name,
      change: (right) => {
        const picked = chosen(right.body);
        if (!picked) return undefined;
        const { json, path, found } = picked;
        const made = put(json, path, make);
        named.set(one, `${name} at ${path.join('.') || 'the whole'}`);
        // An answer of which every member may be left out may hold nothing.
        if (mayBeRight(path, found) || written(made) === '{}') lenient.add(one);
        return made === GONE ? { ...right, body: '' } : { ...right, body: written(made) };
      },
    };
    return [one];
  };
  const strange = STRANGE[value % STRANGE.length];
  return [
    ...at('dropped', (path) => isToken(path) || isInner(path), () => GONE),
    ...at('null', (path) => isToken(path) || isInner(path), () => null),
    ...at(`${JSON.stringify(strange)} instead`, (path, found) => !isStrange(found, strange) || (isToken(path) && strange === ''), () => strange),
    ...at('in a list', () => false, (found) => [found]),
    ...at('in an object', () => false, (found) => ({ value: found })),
    ...at('twice', (path, found) => !(Array.isArray(found) && found.length > 0), (found) => (Array.isArray(found) ? [...(found as unknown[]), ...(found as unknown[]).slice(0, 1)] : found)),
    ...at('emptied', (path) => isItem(path) || isInner(path) || path.length === 0, (found) => (Array.isArray(found) ? [] : typeof found === 'object' ? {} : found)),
  ];
}

function parsed(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}

/** Changes of an element of an XML answer. */
function ofElement(place: number, value: number): Change[] {
  const on = (name: string, mayBeRight: boolean, make: (element: string, tag: string, inner: string) => string): Change[] => [
    {
      name,
      mayBeRight,
      change: (right) => {
        if (!/^\s*<(\?xml|[A-Z])/.test(right.body)) return undefined;
        const elements = [...right.body.matchAll(/<([A-Za-z]+)(?:\s[^>]*)?>/g)];
        const start = elements[place % elements.length];
        const tag = start?.[1] ?? '';
        const from = start?.index ?? 0;
        const end = right.body.indexOf(`</${tag}>`, from);
        if (!start || end < 0) return undefined;
        const whole = right.body.slice(from, end + tag.length + 3);
        const inner = right.body.slice(from + start[0].length, end);
        return { ...right, body: right.body.slice(0, from) + make(whole, tag, inner) + right.body.slice(from + whole.length) };
      },
    },
  ];
  const strange = ['unheard-of', 'NaN', 'Infinity', '-1', '1.5', '<x/>'][value % 6] ?? '';
  return [
    ...on('element dropped', true, () => ''),
    ...on(`${strange} in an element`, true, (_whole, tag) => `<${tag}>${strange}</${tag}>`),
    ...on('element emptied', true, (_whole, tag) => `<${tag}></${tag}>`),
    ...on('element renamed', true, (_whole, _tag, inner) => `<Other>${inner}</Other>`),
    ...on('element twice', true, (whole) => whole + whole),
  ];
}

const page = (body: string, type: string, status = 200) => ({ status, headers: { 'content-type': type }, body });

/** Answers of something else, each with a status of success. */
const OTHERS: readonly Change[] = [
  ['nothing', page('', 'application/json')],
  ['nothing, 204', page('', 'application/json', 204)],
  ['null', page('null', 'application/json')],
  ['{}', page('{}', 'application/json')],
  ['[]', page('[]', 'application/json')],
  ['a text', page('"text"', 'application/json')],
  ['a number', page('7', 'application/json')],
  ['a page of a proxy', page('<!DOCTYPE html><html><body>Sign in</body></html>', 'text/html')],
  ['XHTML', page('<?xml version="1.0"?><html><body>Sign in</body></html>', 'text/html')],
  ['an error as JSON', page('{"__type":"AccessDeniedException","message":"no"}', 'application/x-amz-json-1.1')],
  ['an error as XML', page('<Error><Code>AccessDenied</Code><Message>no</Message></Error>', 'application/xml')],
  ['a Status', page('{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","reason":"Forbidden","code":403}', 'application/json')],
  ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' }],
].map(([name, answer]) => ({
  name: name as string,
  // Of what was never set, an answer may hold nothing: that is then a failure, or nothing to judge, and never one pass more. And an
  // endpoint of the user's own that answers in XML is of another service, which is then not offered there.
  mayBeRight: ['nothing', 'nothing, 204', '{}', 'an error as XML'].includes(name as string),
  change: () => answer as Changeable,
}));

const WHOLES: readonly Change[] = [
  { name: 'half of it', change: (right) => ({ ...right, body: right.body.slice(0, right.body.length / 2) }) },
  { name: 'twice, one behind the other', change: (right) => ({ ...right, body: right.body + right.body }) },
  { name: 'in another place', change: (right) => ({ ...right, body: `{"data":${right.body}}` }) },
];

const named = new WeakMap<Change, string>();
const lenient = new WeakSet<Change>();

/** What a change did, once it was made. */
export const said = (change: Change): string => named.get(change) ?? change.name;
/** Whether what came of it may be right. */
export const mayBeRight = (change: Change): boolean => change.mayBeRight === true || lenient.has(change);

/** Every change, for one choice of a place and of a value. */
export const changes = (place: number, value: number): readonly Change[] => [...ofPlace(place, value), ...ofElement(place, value), ...OTHERS, ...WHOLES];
