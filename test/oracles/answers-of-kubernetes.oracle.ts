import { noMorePasses } from './answers/no-more-passes.js';
import { CLUSTERS } from './answers/worlds.js';

export default noMorePasses(CLUSTERS, { few: 3, many: 25 });
