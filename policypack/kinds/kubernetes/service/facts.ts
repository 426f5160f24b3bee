import { mapKnown, type Known } from '../../../core/known.js';
import { readWhole, type Tree } from '../../declared/property-tree.js';

/** A Service's ports, as numbers. */
export interface ServiceFacts {
  readonly ports: Known<readonly number[]>;
}

/** Reads a Service object: live, a manifest, or a Pulumi resource's properties. */
export const serviceFacts = (tree: Tree): ServiceFacts => ({
  ports: mapKnown(readWhole(tree, 'spec.ports'), (ports) =>
    Array.isArray(ports) ? ports.map((port: { port?: unknown }) => Number(port?.port)) : [],
  ),
});

/** The id of a Service: group/kind/namespace/name, the core group being empty. */
export const serviceId = (namespace: string | undefined, name: string | undefined): string => `/Service/${namespace}/${name}`;
