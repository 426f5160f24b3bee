import { isAiKind } from '../kubernetes/ai-workload/kinds.js';
import { AWS_TYPES } from './aws.js';
import { AZURE_TYPES } from './azure.js';
import { GOOGLE_TYPES } from './google.js';
import type { Meaning } from './known-type.js';
import { KUBERNETES_TYPES } from './kubernetes.js';
import { OTHER_TYPES } from './others.js';

/** A type that has to do with AI or audit logs. */
export interface Known {
  readonly is: Meaning;
  /** The package that a type token begins with, bridged or not. */
  readonly of: string;
  /** In words: `an AI resource of AWS`. */
  readonly what: string;
}

const TABLES = [AWS_TYPES, AZURE_TYPES, GOOGLE_TYPES, KUBERNETES_TYPES, ...OTHER_TYPES];
const BY_PACKAGE = new Map(TABLES.flatMap((table) => table.packages.map((name) => [name, table.known] as const)));

const AI_OBJECT = { is: 'ai', of: 'kubernetes', what: 'an object of an AI operator' } as const;

/** What a type token has to do with AI or audit logs; undefined where it has nothing to do with them, as far as is known. */
export function knownType(type: string): Known | undefined {
  const at = type.indexOf(':');
  const of = type.slice(0, at);
  const rest = type.slice(at + 1);
  const name = of === 'kubernetes' ? objectOf(rest) : withoutVersion(rest);
  const found = BY_PACKAGE.get(of)?.find(({ types }) => types.test(name));
  if (found) return { is: found.is, of, what: found.what };
  const [group = '', kind = ''] = name.split(':');
  return of === 'kubernetes' && isAiKind(group, kind) ? AI_OBJECT : undefined;
}

/** Whether a package declares resources of AWS. */
export const isAws = (name: string): boolean => AWS_TYPES.packages.includes(name);

/** `GROUP/VERSION:Kind` without its version; a list or a patch of objects is of their kind. */
function objectOf(rest: string): string {
  const [groupVersion = '', kind = ''] = rest.split(':');
  return `${groupVersion.split('/').slice(0, -1).join('/') || groupVersion}:${kind.replace(/(?<=[a-z])(List|Patch)$/, '')}`;
}

/** azure-native and google-native put a version into the module: `cognitiveservices/v20231001preview:Account`. */
const withoutVersion = (rest: string): string => rest.replace(/\/v\d\w*:/, ':');
