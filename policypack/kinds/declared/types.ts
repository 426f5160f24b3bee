import type { AnyKind } from '../../core/kind.js';

/** Whether resources of one of these types declare a kind; a type may be given by its beginning: `kubernetes:`. */
export const isDeclaredBy = ({ declared }: AnyKind, types: readonly string[]): boolean =>
  Object.keys((declared ?? {}) as object).some((type) => types.some((beginning) => type.startsWith(beginning)));
