import { noMorePasses } from './answers/no-more-passes.js';
import { ACCOUNTS } from './answers/worlds.js';

export default noMorePasses(ACCOUNTS, { few: 4, many: 40 });
