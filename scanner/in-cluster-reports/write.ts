import type { Result } from '../../policypack/core/result.js';
import { CATEGORIES } from '../../policypack/kinds/providers.js';
import { POLICY_REPORT_APIS, type PolicyReportApi, type PolicyReportObject } from '../reporters/policy-report/api.js';
import { MANAGER } from '../reporters/policy-report/names.js';
import { policyReports } from '../reporters/policy-report/objects.js';
import { clusterView } from '../reporters/policy-report/view.js';
import type { ResourceRight } from '../sources/kubernetes/client/call.js';
import { connect, type WritingConnection } from '../sources/kubernetes/client/connection.js';
import { HttpError, unlessAbsent } from '../sources/kubernetes/client/errors.js';
import type { KubeContext } from '../sources/kubernetes/client/kubeconfig.js';
import { listAll } from '../sources/kubernetes/client/list.js';
import type { RequestSettings } from '../sources/kubernetes/options.js';
import { serves } from '../sources/kubernetes/client/served.js';
import { UnwrittenReport } from './unwritten.js';
import { withOlderSeverities } from './older-severities.js';

/** The rights to write reports, in whichever of the groups is served. */
export const REPORT_RIGHTS: readonly ResourceRight[] = POLICY_REPORT_APIS.map(({ group, plural }) => ({
  role: 'policy-report',
  apiGroup: group,
  resource: plural,
  verbs: ['list', 'create', 'patch', 'delete'],
  why:
    'Server-side apply is a patch, which creates what is not there: the server asks for both rights. RBAC knows no labels, so ' +
    'that the reports of other tools are in reach; logproof lists and deletes by its own labels.',
}));

/** What was written to one cluster; nothing where it serves no policy reports. */
export interface Written {
  readonly api?: PolicyReportApi;
  readonly objects: number;
}

/**
 * Writes a result as policy reports to a cluster, in the group that it serves, and removes those of earlier runs that
 * have no successor.
 * @throws UnwrittenReport saying which call failed and what to do; what was written before stands
 */
export async function writeToCluster(result: Result, context: KubeContext, settings: RequestSettings, signal: AbortSignal): Promise<Written> {
  const connection = await connect(context, settings, signal);
  try {
    const [api, ...older] = await servedApis(connection);
    if (!api) return { objects: 0 };
    const objects = await policyReports(await clusterView(result, context.name), api, CATEGORIES);
    for (const object of objects) await apply(connection, api, object);
    await removeEarlier(connection, api, objects);
    // Reports from before the newer group was installed would be read as today's for ever.
    for (const each of older) await removeEarlier(connection, each, [], objects);
    return { api, objects: objects.length };
  } finally {
    connection.close();
  }
}

/** The groups that serve the cluster-scoped kind, the newest first. */
async function servedApis(connection: WritingConnection): Promise<PolicyReportApi[]> {
  const served: PolicyReportApi[] = [];
  for (const api of POLICY_REPORT_APIS) {
    if (await asked(`discover ${api.group}`, serves(connection, root(api), api.plural))) served.push(api);
  }
  return served;
}

async function apply(connection: WritingConnection, api: PolicyReportApi, object: PolicyReportObject): Promise<void> {
  const path = pathOf(api, object.metadata.name);
  const applied = connection.apply(path, object).catch((problem: unknown) => {
    if (!(problem instanceof HttpError && problem.status === 422)) throw problem;
    return connection.apply(path, withOlderSeverities(object));
  });
  await asked(`apply ${api.plural}`, applied);
}

/** Removes what earlier runs wrote about the same place, but for the objects that are to stay. */
async function removeEarlier(connection: WritingConnection, api: PolicyReportApi, staying: readonly PolicyReportObject[], written = staying): Promise<void> {
  const stays = new Set(staying.map(({ metadata }) => metadata.name));
  const instance = written[0]?.metadata.labels['app.kubernetes.io/instance'] ?? '';
  const selector = encodeURIComponent(`app.kubernetes.io/managed-by=${MANAGER},app.kubernetes.io/instance=${instance}`);
  const operation = `list ${api.plural}`;
  const listed = await asked(operation, listAll(connection, `${root(api)}/${api.plural}?labelSelector=${selector}`, () => undefined));
  if (listed.problem !== undefined) throw UnwrittenReport.of(operation, listed.problem);
  for (const { metadata } of listed.objects) {
    if (!stays.has(metadata.name)) await asked(`delete ${api.plural}`, unlessAbsent(connection.remove(pathOf(api, metadata.name)), undefined));
  }
}

const root = ({ group, version }: PolicyReportApi): string => `/apis/${group}/${version}`;

const pathOf = (api: PolicyReportApi, name: string): string => `${root(api)}/${api.plural}/${encodeURIComponent(name)}`;

async function asked<T>(operation: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (problem) {
    throw UnwrittenReport.of(operation, problem);
  }
}
