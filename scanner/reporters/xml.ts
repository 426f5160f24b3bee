import { visible } from './printable.js';

/** What an element carries; `undefined` is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' };

const escaped = (text: string, what: RegExp): string => text.replace(what, (character) => ESCAPES[character] as string);

/** Text that XML 1.0 accepts: what it forbids (2.2, "Characters") is among what `visible` writes out; lines stay lines. */
const legal = (text: string): string => text.split('\n').map(visible).join('\n');

/** `<name a="1" b="2">`, without its end. */
export const opening = (name: string, attributes: Attributes): string =>
  `<${name}${Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(legal(String(value)), /[&<>"\n]/g)}"`)
    .join('')}`;

/** A whole element. `content` is XML already; text goes through {@link characters} first. */
export const element = (name: string, attributes: Attributes, content = ''): string =>
  content === '' ? `${opening(name, attributes)}/>` : `${opening(name, attributes)}>${content}</${name}>`;

/** Text as the content of an element. */
export const characters = (text: string): string => escaped(legal(text), /[&<>]/g);
