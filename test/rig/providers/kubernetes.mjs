// Stands in for pulumi-resource-kubernetes in tests: objects are really made in the apiserver of LOGPROOF_RIG_KUBECONFIG
// (or of the provider's own `kubeconfig`), if there is one; otherwise the inputs come back as outputs, with what a server adds.
import { apiserver } from './kubernetes-api.mjs';
import { addedTo, clusterScoped, objectOf } from './kubernetes-objects.mjs';
import { checkedRelease, installedRelease, isRelease } from './kubernetes-release.mjs';
import { autoName } from './names.mjs';
import { schemaOf } from './schemas.mjs';
import { serve, UNKNOWN } from './server.mjs';

let api = apiserver(process.env.LOGPROOF_RIG_KUBECONFIG);

/** An object's is in its metadata, a release's beside its chart. */
function idOf({ metadata, namespace, name }) {
  const named = metadata ?? { namespace, name };
  return named.namespace === undefined ? named.name : `${named.namespace}/${named.name}`;
}

/** What the server adds to every object, unknown before it has done so. */
function previewed(inputs) {
  const added = { uid: UNKNOWN, resourceVersion: UNKNOWN, creationTimestamp: UNKNOWN, generation: UNKNOWN };
  return { ...inputs, metadata: { ...added, ...inputs.metadata } };
}

async function applied(type, inputs, preview) {
  if (isRelease(type)) return preview ? { ...inputs, resourceNames: UNKNOWN, status: UNKNOWN } : installedRelease(inputs);
  if (preview) return previewed(inputs);
  return api === undefined ? addedTo(inputs) : api.apply(objectOf(type, inputs));
}

await serve({
  configure({ kubeconfig }) {
    if (typeof kubeconfig === 'string' && kubeconfig !== '') api = apiserver(kubeconfig);
  },
  async check({ type, name, seed, olds, news }) {
    if (isRelease(type)) return checkedRelease({ name, seed, olds, news });
    const object = objectOf(type, news);
    const { metadata = {} } = object;
    if (metadata === UNKNOWN) return object;
    const named = { ...metadata };
    if (named.name === undefined && named.generateName === undefined) {
      named.name = olds.metadata?.name ?? autoName(name, seed, 8);
      named.annotations = { 'pulumi.com/autonamed': 'true', ...named.annotations };
    }
    if (named.namespace === undefined && !clusterScoped(object.kind)) named.namespace = 'default';
    return { ...object, metadata: named };
  },
  replaces: () => ['apiVersion', 'kind', 'metadata.name', 'metadata.namespace'],
  async create({ type, inputs, preview }) {
    const outputs = await applied(type, inputs, preview);
    return { id: preview ? '' : idOf(outputs), outputs };
  },
  update: ({ type, inputs, preview }) => applied(type, inputs, preview),
  async read({ type, id, outputs, inputs }) {
    if (api === undefined || isRelease(type)) return { id, outputs, inputs };
    const live = await api.read(objectOf(type, outputs));
    return live === undefined ? undefined : { id, outputs: live, inputs };
  },
  async remove({ type, outputs }) {
    if (!isRelease(type)) await api?.remove(objectOf(type, outputs));
  },
  schema: () => schemaOf('kubernetes'),
  invoke({ token }) {
    throw new Error(`the test provider has no function ${token}`);
  },
}, '4.34.2');
