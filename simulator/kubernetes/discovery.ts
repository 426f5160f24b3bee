import type { Answer, Request } from '../http-service.js';
import { groupVersion, VERBS, type ResourceDefinition } from './resources.js';
import { json } from './status.js';
import type { ServerVersion } from './version.js';

/** `/api`, `/apis` and what is below them up to a version; undefined where nothing is served. */
export function discover(
  request: Request,
  resources: readonly ResourceDefinition[],
  server: ServerVersion,
): Answer | undefined {
  const [root, ...rest] = request.url.pathname.split('/').filter(Boolean);
  if (root !== 'api' && root !== 'apis') return undefined;
  const below = resources.filter(({ group }) => (group === '') === (root === 'api'));
  if (rest.length === 0) {
    const version = aggregatedVersion(request, server);
    if (version !== undefined) return aggregated(below, version);
    return root === 'api'
      ? coreVersions()
      : json(200, { kind: 'APIGroupList', apiVersion: 'v1', groups: groupsOf(below) });
  }
  if (root === 'apis' && rest.length === 1) {
    const found = groupsOf(below).find(({ name }) => name === rest[0]);
    return found && json(200, { kind: 'APIGroup', apiVersion: 'v1', ...found });
  }
  const wanted = rest.join('/');
  const served = below.filter((resource) => groupVersion(resource) === wanted);
  return served.length === 0 ? undefined : resourceList(wanted, served);
}

const coreVersions = (): Answer => json(200, { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] });

function groupsOf(resources: readonly ResourceDefinition[]) {
  return [...new Set(resources.map(({ group }) => group))].map((name) => {
    const ofGroup = resources.filter(({ group }) => group === name);
    const versions = [...new Set(ofGroup.map(({ version }) => version))].map((version) => ({
      groupVersion: `${name}/${version}`,
      version,
    }));
    return { name, versions, preferredVersion: versions[0] };
  });
}

function resourceList(wanted: string, served: readonly ResourceDefinition[]): Answer {
  const resources = served.map(({ plural, kind, namespaced }) => ({
    name: plural,
    singularName: kind.toLowerCase(),
    namespaced,
    kind,
    verbs: VERBS,
  }));
  return json(200, { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: wanted, resources });
}

/** KEP-3352: beta, and on, from 1.27; v2 from 1.30. A server that does not have it answers with the plain list. */
function aggregatedVersion({ headers }: Request, { minor }: ServerVersion): 'v2' | 'v2beta1' | undefined {
  const asked = (headers.accept ?? '').split(',').filter((type) => type.includes('as=APIGroupDiscoveryList'));
  const accepts = (version: string) =>
    asked.some((type) => type.split(';').some((part) => part.trim() === `v=${version}`));
  if (minor >= 30 && accepts('v2')) return 'v2';
  return minor >= 27 && accepts('v2beta1') ? 'v2beta1' : undefined;
}

function aggregated(resources: readonly ResourceDefinition[], version: string): Answer {
  const groups = [...new Set(resources.map(({ group }) => group))];
  const items = groups.map((name) => ({
    metadata: name === '' ? {} : { name },
    versions: versionsOf(resources.filter(({ group }) => group === name)),
  }));
  const list = { kind: 'APIGroupDiscoveryList', apiVersion: `apidiscovery.k8s.io/${version}`, metadata: {}, items };
  return json(200, list, `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`);
}

function versionsOf(ofGroup: readonly ResourceDefinition[]) {
  return [...new Set(ofGroup.map(({ version }) => version))].map((version) => ({
    version,
    freshness: 'Current',
    resources: ofGroup
      .filter((resource) => resource.version === version)
      .map(({ group, plural, kind, namespaced }) => ({
        resource: plural,
        responseKind: { group, version, kind },
        scope: namespaced ? 'Namespaced' : 'Cluster',
        singularResource: kind.toLowerCase(),
        verbs: VERBS,
      })),
  }));
}
