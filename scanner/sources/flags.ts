/** Reads a flag that may be given several times: every value, in the order given. */
export const repeated = (value: string, earlier: readonly string[] | undefined): readonly string[] => [...(earlier ?? []), value];
