import { Unread, type Tree } from '../../policypack/kinds/declared/property-tree.js';

/** The fields of an AuditSink's spec; `true` ends a branch. Source: kubernetes/api 1.18, auditregistration/v1alpha1/types.go. */
const FIELDS: Shape = {
  policy: { level: true, stages: true },
  webhook: {
    throttle: { qps: true, burst: true },
    clientConfig: { url: true, caBundle: true, service: { namespace: true, name: true, path: true, port: true } },
  },
};

interface Shape {
  readonly [field: string]: true | Shape;
}

/** Paths in the spec that no API server ever read: a misspelt field leaves its default in force. */
export function unknownFields(sink: Tree): string[] {
  return below((sink as { spec?: Tree } | undefined)?.spec, FIELDS, 'spec');
}

function below(tree: Tree, shape: Shape, path: string): string[] {
  if (typeof tree !== 'object' || tree === null || tree instanceof Unread) return [];
  return Object.entries(tree).flatMap(([field, value]) => {
    const known = Object.hasOwn(shape, field) ? shape[field] : undefined;
    if (known === undefined) return [`${path}.${field}`];
    return known === true ? [] : below(value, known, `${path}.${field}`);
  });
}
