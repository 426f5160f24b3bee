import { isKnown } from '../../policypack/core/known.js';
import { read, readWhole, type Tree } from '../../policypack/kinds/declared/property-tree.js';

/** Why an AuditSink cannot be rendered. */
export interface SinkProblem {
  /** Dotted path in the object. */
  readonly field: string;
  /** What was found and what is required; never a secret. */
  readonly problem: string;
}

/** Notes a problem. */
export type Refuse = (field: string, problem: string) => void;

/** A text, or `undefined` where there is none or it was refused. */
export function textAt(tree: Tree, field: string, refuse: Refuse): string | undefined {
  const value = valueAt(tree, field, refuse);
  if (value === undefined || typeof value === 'string') return value;
  refuse(field, 'is not a text');
  return undefined;
}

/** Whatever is at a path; what a preview or a state hides is refused by saying so. */
export function valueAt(tree: Tree, field: string, refuse: Refuse): unknown {
  const value = readWhole(tree, field);
  if (isKnown(value)) return value.value;
  refuse(field, 'is encrypted or not known yet in the state, and is not read: render the manifest or the live object instead');
  return undefined;
}

/** A value as a message shows it: short, and of what is no plain word only its kind. */
export function found(value: unknown): string {
  if (value === undefined || value === null) return 'absent';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? (/^[\w./:-]{1,64}$/.test(value) ? `"${value}"` : 'another text') : 'of another type';
}

/** Whether something is at a path, read or not. */
export const isThere = (tree: Tree, field: string): boolean => {
  const value = read(tree, field);
  return !isKnown(value) || value.value !== undefined;
};
