/** Reads a flag that may be given several times: every value, in the order given. */
export const repeated = (value: string, earlier: readonly string[] | undefined): readonly string[] => [...(earlier ?? []), value];

/** Reads a flag that may be given several times, or once with commas: every value, in the order given. An empty one stays, to be refused. */
export const listed = (value: string, earlier: readonly string[] | undefined): readonly string[] => [...(earlier ?? []), ...value.split(',').map((each) => each.trim())];
