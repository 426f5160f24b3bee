import type { AKind } from '../a-kind.js';

const resource: AKind = { neverUnread: 'it is made here, of what the user says must be declared' };
export default resource;
