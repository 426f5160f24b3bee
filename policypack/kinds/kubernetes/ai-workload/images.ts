import { remembered, wild, wordsOf } from './patterns.js';
import { AI_PUBLISHERS, AI_WORDS, KNOWN_IMAGES, NIM_PUBLISHERS, NOT_AI_WORDS } from './signals.js';

/** No reference is longer: 255 characters of name, 128 of tag, 135 of digest. Source: distribution/reference. */
const LONGEST = 1024;

interface Known {
  readonly image: string;
  readonly matches: RegExp;
  /** Only the beginning or the end of a name is given: what stands beside the project has it too. */
  readonly loose: boolean;
}

const patternOf = (image: string): string => wild(image, '[^/]+');

/** By the end of a path, so that a registry, a port or the folders of a mirror before it change nothing. */
const BY_END: readonly Known[] = KNOWN_IMAGES.map((image) => ({ image, matches: new RegExp(`(?:^|/)${patternOf(image)}$`), loose: image.includes('*') }));

/** A mirror that flattens makes one name of a path, joined by any mark. */
const FLATTENED: readonly Known[] = KNOWN_IMAGES.filter((image) => image.includes('/')).map((image) => ({ image, matches: new RegExp(`(?:^|-)${wild(joined(image), '.+')}$`), loose: image.includes('*') }));

const PUBLISHERS = new Set(AI_PUBLISHERS);
const WORDS = new Set(AI_WORDS);
const NOT_AI = new Set(NOT_AI_WORDS);
const NIM = new Set(NIM_PUBLISHERS);

/**
 * The known image that a reference names, as the table has it; undefined for any other. The last component must be
 * whole: `ollama-exporter` is no `ollama`.
 */
export const knownImage = remembered((reference: string): string | undefined => {
  const components = repository(reference);
  const path = components.join('/');
  const words = wordsOf(components.at(-1) ?? '');
  if (words.length === 0) return undefined;
  const beside = words.some((word) => NOT_AI.has(word));
  const found = BY_END.find(({ matches, loose }) => !(loose && beside) && matches.test(path))?.image ?? nimImage(components);
  if (found !== undefined || beside) return found;
  return flattened(components) ?? publisher(components) ?? named(words);
});

/** A reference without what may be a credential or is none of it: an image reference is no secret, whatever it was made of. */
export function shownImage(reference: string): string {
  const text = reference.trim().slice(0, LONGEST).replace(/[?#].*$/s, '');
  const digest = /@[a-z0-9+._-]+:[0-9a-f]+$/i.exec(text)?.[0] ?? '';
  const name = text.slice(0, text.length - digest.length);
  // Nothing but a digest follows an @: what stands before another one would be the user and password of a URL.
  return `${name.slice(name.lastIndexOf('@') + 1).replace(/^[a-z]+:\/\//i, '')}${digest}`;
}

/** The components of a reference without tag and digest, the registry's port left out. */
export function repository(reference: string): string[] {
  if (reference.length > LONGEST) return [];
  const [name = ''] = shownImage(reference).toLowerCase().split('@');
  const components = name.split('/');
  const last = components.pop() ?? '';
  // Only the last component has a tag: a colon before it is that of the registry's port.
  return [...components.map((part, index) => (index === 0 ? part.replace(/:\d+$/, '') : part)), last.replace(/:.*$/, '')];
}

/** Whether the first component is a registry's host, as Docker decides it. Source: distribution/reference, splitDockerDomain. */
const isHost = (component: string): boolean => component.includes('.') || component.includes(':') || component === 'localhost';

const hostless = (components: readonly string[]): readonly string[] => components.slice(isHost(components[0] ?? '') && components.length > 1 ? 1 : 0);

/** The path of a reference, without the registry's host. */
export const pathOf = (reference: string): string => hostless(repository(reference)).join('/');

/** The folders of a repository, without the registry's host and the last name. */
const foldersOf = (components: readonly string[]): readonly string[] => hostless(components).slice(0, -1);

/** `nvcr.io/nim/PUBLISHER/MODEL`, itself, or below the path of a mirror, which may leave out the registry. */
function nimImage(components: readonly string[]): string | undefined {
  const at = components.findIndex((part, index) => part === 'nim' && (components[index - 1] === 'nvcr.io' || NIM.has(components[index + 1] ?? '')));
  return at >= 0 && components.length > at + 2 ? 'nvcr.io/nim/*' : undefined;
}

function flattened(components: readonly string[]): string | undefined {
  const name = joined(components.at(-1) ?? '');
  const nim = /(?:^|-)nvcr-io-nim-[^-]+-./.test(name) ? 'nvcr.io/nim/*' : undefined;
  return FLATTENED.find(({ matches }) => matches.test(name))?.image ?? nim;
}

function publisher(components: readonly string[]): string | undefined {
  const found = foldersOf(components).find((folder) => PUBLISHERS.has(folder));
  return found === undefined ? undefined : `${found}/*`;
}

function named(words: readonly string[]): string | undefined {
  const found = words.find((word) => WORDS.has(word));
  return found === undefined ? undefined : `named ${found}`;
}

function joined(path: string): string {
  return path.replace(/[^a-z0-9*]+/g, '-');
}
