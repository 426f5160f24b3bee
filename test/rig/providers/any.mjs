// Stands in for the provider of any package in tests: inputs come back as outputs, with an id and what programs ask of a few types.
import { createHash } from 'node:crypto';
import { schemaOf } from './schemas.mjs';
import { serve, UNKNOWN } from './server.mjs';

const [, , name = 'any'] = process.argv;

const digits = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** What the service adds to the inputs, by type. */
const ADDED = {
  'azure-native:containerservice:ManagedCluster': ({ resourceName }, id) => ({ name: resourceName, fqdn: `${digits(id)}.hcp.westeurope.azmk8s.io` }),
  'command:local:Command': () => ({ stdout: '', stderr: '' }),
  'digitalocean:index/loadBalancer:LoadBalancer': () => ({ ip: '203.0.113.20' }),
  'docker:index/image:Image': ({ imageName }) => ({ repoDigest: `${imageName}@sha256:${digits(String(imageName)).repeat(4)}` }),
  'gcp:container/cluster:Cluster': () => ({ endpoint: '203.0.113.30', masterVersion: '1.33.4-gke.100' }),
  'tailscale:index/tailnetKey:TailnetKey': (_, id) => ({ key: `tskey-${digits(id)}` }),
};

function outputsOf(type, inputs, id, preview) {
  const added = ADDED[type]?.(inputs, id) ?? {};
  return { ...inputs, ...Object.fromEntries(Object.entries(added).map(([field, value]) => [field, preview ? UNKNOWN : value])) };
}

const idOf = (type, inputs) => (typeof inputs.name === 'string' ? inputs.name : digits(JSON.stringify([type, inputs])));

await serve({
  configure: () => undefined,
  check: ({ news }) => news,
  replaces: () => ['name'],
  create({ type, inputs, preview }) {
    const id = preview ? '' : idOf(type, inputs);
    return { id, outputs: outputsOf(type, inputs, id, preview) };
  },
  update: ({ type, id, inputs }) => outputsOf(type, inputs, id, false),
  read: ({ type, id, outputs, inputs }) => ({ id, inputs, outputs: { ...outputsOf(type, inputs, id, false), ...outputs } }),
  remove: () => undefined,
  schema: () => schemaOf(name),
  invoke({ token }) {
    throw new Error(`the test provider has no function ${token}`);
  },
}, '1.0.0');
