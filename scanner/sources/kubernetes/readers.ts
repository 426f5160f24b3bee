import { aiWorkloads } from './ai-workload/index.js';
import { apiServers } from './api-server/index.js';
import { auditSinks } from './audit-sink.js';
import { clusters } from './cluster.js';
import type { Reader } from './reader.js';
import { services } from './service.js';

/** Everything that is read of a cluster, in this order: what is named comes after what names it. */
export const READERS: readonly Reader[] = [clusters, auditSinks, services, apiServers, aiWorkloads];
