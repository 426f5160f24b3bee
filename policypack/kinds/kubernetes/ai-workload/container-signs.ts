import { list, record, records, type Untrusted } from '../../../core/untyped.js';
import type { AiSign } from './facts.js';
import { knownImage, pathOf } from './images.js';
import { namesOf, remembered, wild, wordsOf } from './patterns.js';
import { AI_ARGUMENTS, AI_CONTAINERS, AI_ENV, AI_SECRETS, HINT_ENV, HINT_MOUNTS, HINT_WORDS, MODEL_CACHE, MODEL_FILES, MODEL_PUBLISHERS, NOT_AI_WORDS } from './signals.js';
import type { SignName } from './signals.js';

const aiEnv = namesOf(AI_ENV);
const hintEnv = namesOf(HINT_ENV);
const aiContainer = namesOf(AI_CONTAINERS);

/** Whole words of a command line: a flag or a program's name, or its beginning. */
const words = (list: readonly string[]): string => list.map((text) => `${wild(text, '').replaceAll(' ', String.raw`\s+`)}${text.endsWith('*') ? '' : String.raw`(?![\w.-])`}`).join('|');
const BEFORE = String.raw`(?:^|[\s"'=;|&(/])`;
const ARGUMENT = new RegExp(`${BEFORE}(${words(AI_ARGUMENTS)})`, 'g');
const MODEL_FILE = new RegExp(String.raw`(${MODEL_FILES.map((end) => wild(end, '')).join('|')})(?=$|[\s"',;:])`, 'gi');
const MODEL = new RegExp(`${BEFORE.replace('/', '')}(${MODEL_PUBLISHERS.map((publisher) => wild(publisher, '')).join('|')})[/-][\\w.-]+`, 'gi');
/** A script may be the whole argument; what a model server is started with stands at its beginning or is short. */
const LONGEST_COMMAND = 16_384;

const SECRETS = AI_SECRETS.map((word) => ({ word, stands: new RegExp(`(?:^|[^a-z0-9])${wild(word, '')}(?:$|[^a-z0-9])`) }));
const secretWord = remembered((name) => {
  const lower = name.toLowerCase();
  return SECRETS.find(({ stands }) => stands.test(lower))?.word ?? '';
});

const sign = (by: SignName, reason: string): AiSign => ({ by, confidence: 'medium', reason });

/** What a container shows by the names in it; no value of an environment is looked at. */
export function* containerSigns(container: Untrusted): Generator<AiSign> {
  const { image, name } = container;
  const known = typeof image === 'string' ? knownImage(image) : undefined;
  if (known !== undefined) yield sign('image', `image ${known}`);
  for (const variable of records(container['env'])) yield* variableSigns(variable);
  for (const { secretRef, configMapRef } of records(container['envFrom'])) yield* secretSigns(record(secretRef)['name'] ?? record(configMapRef)['name']);
  yield* commandSigns([...list(container['command']), ...list(container['args'])]);
  const named = typeof name === 'string' && !wordsOf(name).some((word) => NOT_AI_WORDS.includes(word)) ? aiContainer(name) : undefined;
  if (named !== undefined) yield sign('container', `container ${named}`);
  for (const { mountPath } of records(container['volumeMounts'])) if (typeof mountPath === 'string' && mountPath.includes(MODEL_CACHE)) yield sign('volume', `mount of ${MODEL_CACHE}`);
}

function* variableSigns({ name, valueFrom }: Untrusted): Generator<AiSign> {
  const found = typeof name === 'string' ? aiEnv(name) : undefined;
  if (found !== undefined) yield sign('env', `env ${plainName(name, found)}`);
  if (valueFrom !== undefined) yield* secretSigns(record(record(valueFrom)['secretKeyRef'])['name']);
}

/** A name as it is, where it is one that anybody would give; as the list has it otherwise. */
export const plainName = (name: unknown, listed: string): string => (typeof name === 'string' && /^[A-Za-z0-9_./-]{1,100}$/.test(name) ? name : listed);

/** A Secret's name is no secret; the word of it that tells is what is said. */
export function* secretSigns(name: unknown): Generator<AiSign> {
  const word = typeof name === 'string' ? secretWord(name) : '';
  if (word !== '') yield sign('secret', `a Secret or ConfigMap named for ${word}`);
}

function* commandSigns(parts: readonly unknown[]): Generator<AiSign> {
  if (parts.length === 0) return;
  const command = parts.filter((part) => typeof part === 'string').join(' ').slice(0, LONGEST_COMMAND);
  for (const found of each(ARGUMENT, command)) yield sign('argument', `argument ${found.replace(/\s+/g, ' ')}`);
  for (const found of each(MODEL_FILE, command)) yield sign('argument', `argument that names a ${found.toLowerCase()} file`);
  for (const found of each(MODEL, command)) yield sign('argument', `argument that names a model of ${found.toLowerCase()}`);
}

/** What a pattern finds, each once. */
const each = (pattern: RegExp, text: string): ReadonlySet<string> => new Set(Array.from(text.matchAll(pattern), ([, found = '']) => found));

/** What counts beside an accelerator, and only there: in words, or nothing. */
export function hintOf(container: Untrusted): string | undefined {
  const { image, name } = container;
  for (const { name: variable } of records(container['env'])) {
    const found = typeof variable === 'string' ? hintEnv(variable) : undefined;
    if (found !== undefined) return `env ${found}`;
  }
  const path = typeof image === 'string' ? pathOf(image) : '';
  const word = wordsOf(path).find((one) => HINT_WORDS.includes(one)) ?? (typeof name === 'string' ? wordsOf(name).find((one) => HINT_WORDS.includes(one)) : undefined);
  if (word !== undefined) return `the word ${word} in its names`;
  const mount = records(container['volumeMounts']).map(({ mountPath }) => mountPath).find((path) => typeof path === 'string' && HINT_MOUNTS.includes(path.replace(/\/+$/, '')));
  return typeof mount === 'string' ? `a mount at ${mount.replace(/\/+$/, '')}` : undefined;
}
