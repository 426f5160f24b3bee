import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';

/**
 * The apiserver that the current context of a kubeconfig names.
 *
 * @param kubeconfig its path or its text; undefined or empty, or of an EKS cluster that the stand-in for AWS made up: there is none
 */
export function apiserver(kubeconfig) {
  if (!kubeconfig) return undefined;
  const target = targetOf(parse(existsSync(kubeconfig) ? readFileSync(kubeconfig, 'utf8') : kubeconfig));
  if (new URL(target.server).hostname.endsWith('.eks.amazonaws.com')) return undefined;
  return {
    /** Server-side apply, as the real provider does; returns the object as the server holds it. */
    apply: async (object) => accepted(await call(target, 'PATCH',
      `${await pathOf(target, object)}?fieldManager=pulumi-kubernetes&force=true`, object), object),
    /** The live object; undefined when it is gone. */
    async read(object) {
      const answer = await call(target, 'GET', await pathOf(target, object));
      return answer.status === 404 ? undefined : accepted(answer, object);
    },
    async remove(object) {
      const answer = await call(target, 'DELETE', await pathOf(target, object));
      if (answer.status !== 404) accepted(answer, object);
    },
  };
}

function targetOf(config) {
  const named = (list, name) => list?.find((entry) => entry.name === name);
  const { context } = named(config.contexts, config['current-context']);
  const { cluster } = named(config.clusters, context.cluster);
  const { user } = named(config.users, context.user);
  const ca = cluster['certificate-authority-data'];
  return {
    server: cluster.server,
    token: user.token,
    ca: ca === undefined ? readFileSync(cluster['certificate-authority'], 'utf8') : Buffer.from(ca, 'base64').toString(),
  };
}

async function pathOf(target, { apiVersion, kind, metadata }) {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const { resources } = accepted(await call(target, 'GET', root), { apiVersion, kind, metadata });
  const served = resources.find((resource) => resource.kind === kind && !resource.name.includes('/'));
  if (served === undefined) throw new Error(`no matches for kind "${kind}" in version "${apiVersion}"`);
  const namespace = served.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
  return `${root}${namespace}/${served.name}/${metadata.name}`;
}

function accepted({ status, body }, { apiVersion, kind, metadata }) {
  if (status >= 300) throw new Error(`${apiVersion} ${kind} ${metadata?.name}: ${status} ${body.trim()}`);
  return JSON.parse(body);
}

function call({ server, token, ca }, method, path, object) {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      // The server answers 415 to a question that names a type it would not take there.
      ...(object === undefined ? {} : { 'content-type': 'application/apply-patch+yaml' }),
    };
    const pending = request(`${server}${path}`, { method, ca, headers, timeout: 30_000 }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
    });
    pending.once('timeout', () => pending.destroy(new Error(`${method} ${path}: no answer in 30 s`)));
    pending.once('error', reject);
    pending.end(object === undefined ? undefined : JSON.stringify(object));
  });
}
