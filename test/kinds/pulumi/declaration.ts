import type { AKind } from '../a-kind.js';

const declaration: AKind = { neverUnread: 'it is made here, of what the states that were read declare' };
export default declaration;
