import type { AKind } from '../a-kind.js';

const unseen: AKind = { neverUnread: 'it is made here, of what the engine does not show' };
export default unseen;
