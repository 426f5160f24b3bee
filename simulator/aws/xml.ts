/** Documents of elements and text, as S3 and STS exchange them: no attributes but a namespace, no order between names. */

/** What an element holds: text, or members by name; a list is the same element repeated. Only what is written has numbers. */
export type XmlValue = string | number | boolean | XmlMembers;
export interface XmlMembers {
  readonly [name: string]: XmlValue | readonly XmlValue[] | undefined;
}

/** A document; members that are undefined are left out. */
export function toXml(name: string, value: XmlValue, namespace?: string): string {
  const attribute = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(name, value, attribute)}`;
}

function element(name: string, value: XmlValue, attribute = ''): string {
  if (typeof value !== 'object') return `<${name}${attribute}>${escaped(String(value))}</${name}>`;
  const members = Object.entries(value).flatMap(([member, held]) => {
    if (held === undefined) return [];
    return (Array.isArray(held) ? (held as readonly XmlValue[]) : [held as XmlValue]).map((one) => element(member, one));
  });
  return `<${name}${attribute}>${members.join('')}</${name}>`;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"\r]/g, (character) => `&#${character.charCodeAt(0)};`);

/** A document read: the name of its root, and what that holds. An element without content is an empty text. */
export interface XmlDocument {
  readonly root: string;
  readonly value: XmlValue;
}

/** Declaration or comment; end tag; start tag with its name, and a slash where it is empty; text. */
const TOKEN = /<\?[^]*?\?>|<!--[^]*?-->|<\/([\w:.-]+)\s*>|<([\w:.-]+)(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(\/?)>|([^<]+)/gy;

interface Open {
  readonly name: string;
  /** Without a prototype: any name is a member's. */
  readonly members: Record<string, XmlValue[]>;
  text: string;
}

/** Reads a document. @returns undefined where it is not well formed, or more than elements and text */
export function readXml(text: string): XmlDocument | undefined {
  const outside = opened('');
  const open: Open[] = [outside];
  let at = 0;
  for (const token of text.matchAll(TOKEN)) {
    const [whole, end, start, empty, characters] = token;
    at = token.index + whole.length;
    const inner = open.at(-1)!;
    if (start !== undefined) open.push(opened(start));
    if (end !== undefined || empty === '/') {
      const closed = open.pop()!;
      if (open.length === 0 || (end !== undefined && closed.name !== end)) return undefined;
      const siblings = open.at(-1)!.members;
      siblings[closed.name] = [...(siblings[closed.name] ?? []), valueOf(closed)];
    }
    if (characters !== undefined) inner.text += characters;
  }
  const [root, ...others] = Object.entries(outside.members);
  const isWhole = at === text.length && open.length === 1 && outside.text.trim() === '';
  if (!isWhole || !root || others.length > 0 || root[1].length > 1) return undefined;
  return { root: root[0], value: root[1][0]! };
}

const opened = (name: string): Open => ({ name, members: Object.create(null) as Record<string, XmlValue[]>, text: '' });

function valueOf({ members, text }: Open): XmlValue {
  if (Object.keys(members).length === 0) return unescaped(text);
  return Object.fromEntries(Object.entries(members).map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (text: string): string =>
  text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
