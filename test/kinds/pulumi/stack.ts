import type { AKind } from '../a-kind.js';

/** The stack of the resources of all kinds. A state that was not read declares nothing. */
const stack: AKind = {};
export default stack;
