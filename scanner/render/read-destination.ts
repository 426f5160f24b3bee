import { otherScheme, serviceProblem, urlProblem } from '../../policypack/kinds/kubernetes/audit-sink/destination.js';
import type { Tree } from '../../policypack/kinds/declared/property-tree.js';
import type { Destination } from './audit-sink.js';
import { found, isThere, textAt, valueAt, type Refuse } from './fields.js';

const CLIENT = 'spec.webhook.clientConfig';

/** Where a sink sends, or `undefined` with the reasons noted. Source: k8s.io/apiserver/pkg/util/webhook/validation.go. */
export function destinationOf(tree: Tree, refuse: Refuse): Destination | undefined {
  const [hasUrl, hasService] = [isThere(tree, `${CLIENT}.url`), isThere(tree, `${CLIENT}.service`)];
  if (hasUrl === hasService) {
    refuse(CLIENT, hasUrl ? 'both url and service, exactly one required' : 'neither url nor service, exactly one required');
    return undefined;
  }
  return hasUrl ? urlOf(tree, refuse) : serviceOf(tree, refuse);
}

function urlOf(tree: Tree, refuse: Refuse): Destination | undefined {
  const url = textAt(tree, `${CLIENT}.url`, refuse);
  if (url === undefined) return undefined;
  const problem = urlProblem(url) ?? schemeProblem(url);
  if (problem === undefined) return { kind: 'url', url };
  refuse(`${CLIENT}.url`, problem);
  return undefined;
}

function serviceOf(tree: Tree, refuse: Refuse): Destination | undefined {
  const field = `${CLIENT}.service`;
  const [namespace, name, path] = [`${field}.namespace`, `${field}.name`, `${field}.path`].map((at) => textAt(tree, at, refuse));
  const port = valueAt(tree, `${field}.port`, refuse) ?? 443;
  if (typeof port !== 'number') {
    refuse(`${field}.port`, `${found(port)}, 1 to 65535 required`);
    return undefined;
  }
  const problem = serviceProblem({ namespace, name, path, port }) ?? nameProblem(name ?? '') ?? nameProblem(namespace ?? '');
  if (problem === undefined) return { kind: 'service', namespace: namespace ?? '', name: name ?? '', path: path ?? '', port };
  refuse(field, problem);
  return undefined;
}

// The two become a host name in a URL: anything else there would send events elsewhere.
const nameProblem = (name: string): string | undefined =>
  /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name) ? undefined : 'service whose name or namespace is no DNS-1123 label';

// Only these two are called; http is, and stands in the remarks.
const schemeProblem = (url: string): string | undefined => {
  const scheme = otherScheme(url);
  if (scheme === undefined || scheme === 'http') return undefined;
  return scheme === '' ? 'url without a scheme, https required' : `url with scheme ${scheme}, https required`;
};
