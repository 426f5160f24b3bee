/** What no clause names: such values behave alike, and one of them stands for all. */
export const UNNAMED = undefined;
export type Name = string | typeof UNNAMED;
