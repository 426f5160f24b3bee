import { isIP } from 'node:net';
import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { AUDIT_SINK_API } from '../../render/index.js';
import { connect, type Connection } from '../../sources/kubernetes/client/connection.js';
import { HttpError, kubernetesFailure } from '../../sources/kubernetes/client/errors.js';
import { chooseContexts } from '../../sources/kubernetes/client/kubeconfig.js';
import { listAll } from '../../sources/kubernetes/client/list.js';
import { requestSettings } from '../../sources/kubernetes/options.js';
import { asAuditSink, UnreadCluster, type FoundSinks, type ServiceName } from './found-sinks.js';

/** The AuditSinks of a live cluster. Reads that list, and later the one Service that the sink names. @throws InputMistake, UnreadCluster */
export async function sinksOfCluster({ name, kubeconfig }: { readonly name: string; readonly kubeconfig: string | undefined }, signal: AbortSignal): Promise<FoundSinks> {
  const where = `context ${name}`;
  const asked = <T>(use: (connection: Connection) => Promise<T>): Promise<T> => withConnection({ name, kubeconfig }, signal, use);
  const { objects, problem, begun } = await asked((connection) => listAll(connection, `/apis/${AUDIT_SINK_API}/auditsinks`, () => undefined));
  if (problem instanceof HttpError && problem.status === 404) {
    throw new InputMistake(`${where}: does not serve AuditSink; render the manifest (--from FILE) or the Pulumi state (--pulumi-state FILE)`);
  }
  if (problem !== undefined) throw new UnreadCluster(`${where}: ${kubernetesFailure(problem, { operation: 'list auditsinks', begun }).detail}`);
  const addressOf = (service: ServiceName): Promise<string | undefined> => asked((connection) => clusterIp(connection, service));
  return { where, sinks: objects.map((object) => ({ name: object.metadata.name, where: `${where}: AuditSink ${object.metadata.name}`, tree: asAuditSink(object), addressOf })) };
}

async function withConnection<T>(
  { name, kubeconfig }: { readonly name: string; readonly kubeconfig: string | undefined },
  signal: AbortSignal,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  const [context] = chooseContexts({ kubeconfig, contexts: [name] });
  if (context === undefined) throw new InputMistake(`context ${name}: is not there`);
  const connection = await connect(context, requestSettings({}), signal);
  try {
    return await use(connection);
  } finally {
    connection.close();
  }
}

// Without the Service, or the right to read it, the sink is rendered by its name, and the remarks say so.
async function clusterIp(connection: Connection, { namespace, name }: ServiceName): Promise<string | undefined> {
  try {
    const { spec } = (await connection.get(`/api/v1/namespaces/${namespace}/services/${name}`)) as { spec?: { clusterIP?: unknown } };
    // A headless Service has none.
    return typeof spec?.clusterIP === 'string' && isIP(spec.clusterIP) !== 0 ? spec.clusterIP : undefined;
  } catch {
    return undefined;
  }
}
