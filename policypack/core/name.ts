import { known, type Gap } from './known.js';

/** Why a name is not known, and how it begins where that is: a provider adds to a prefix what only it knows. */
export interface Unnamed extends Gap {
  readonly begins?: string;
}

/** A name, or why it is not known. */
export type Name = { readonly value: string } | Unnamed;

/** Something that has a name, or is only called something until it has one. */
export interface Called {
  /** What people call it; its name only where it is not {@link unnamed}. */
  readonly name: string;
  /** Why its name is not known: `name` is then what the program calls it, and nothing may be decided by that. */
  readonly unnamed?: Unnamed;
}

/** The name to decide by. What something is merely called decides nothing: no scope, no waiver, no join. */
export const nameOf = ({ name, unnamed }: Called): Name => unnamed ?? known(name);

/** Whether a name that is not known may be this one, or be in an id that is this one. */
export const mayBe = ({ begins }: Unnamed, name: string): boolean => begins === undefined || name.includes(begins);
