import type { AKind } from '../a-kind.js';

const waiver: AKind = { neverUnread: 'a file of waivers that cannot be read ends the run' };
export default waiver;
