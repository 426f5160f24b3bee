import type { KubernetesObject } from './client.js';

const text = { type: 'string' };
const number = { type: 'integer' };
const oneOf = (...values: string[]) => ({ type: 'string', enum: values });
const list = (items: object) => ({ type: 'array', items });
const map = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });

const reference = map({ apiVersion: text, fieldPath: text, kind: text, name: text, namespace: text, resourceVersion: text, uid: text }, { 'x-kubernetes-map-type': 'atomic' });
const texts = { type: 'object', additionalProperties: text };
const selector = map({
  matchExpressions: list(map({ key: text, operator: text, values: list(text) }, { required: ['key', 'operator'] })),
  matchLabels: texts,
});
const status = oneOf('pass', 'fail', 'warn', 'error', 'skip');

const entry = (severities: readonly string[]) =>
  map(
    {
      category: text,
      message: text,
      policy: text,
      properties: texts,
      resourceSelector: selector,
      resources: list(reference),
      result: status,
      rule: text,
      scored: { type: 'boolean' },
      severity: oneOf(...severities),
      source: text,
      timestamp: map({ nanos: { type: 'integer', format: 'int32' }, seconds: { type: 'integer', format: 'int64' } }, { required: ['nanos', 'seconds'] }),
    },
    { required: ['policy'] },
  );

const report = (severities: readonly string[], more: object = {}) =>
  map({
    apiVersion: text,
    kind: text,
    metadata: { type: 'object' },
    results: list(entry(severities)),
    scope: reference,
    scopeSelector: selector,
    summary: map({ error: number, fail: number, pass: number, skip: number, warn: number }),
    ...more,
  });

interface Definition {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly schema: object;
}

const definition = ({ group, version, kind, schema }: Definition): KubernetesObject => {
  const singular = kind.toLowerCase();
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${singular}s.${group}` },
    spec: {
      group,
      scope: 'Cluster',
      names: { kind, listKind: `${kind}List`, plural: `${singular}s`, singular },
      versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: schema } }],
    },
  };
};

const SEVERITIES = ['critical', 'high', 'low', 'medium', 'info'];

/** Both cluster-scoped kinds, field by field as their projects publish them (openreports/reports-api; kubernetes-sigs/wg-policy-prototypes). */
export const POLICY_REPORT_CRDS = {
  'openreports.io': definition({
    group: 'openreports.io',
    version: 'v1alpha1',
    kind: 'ClusterReport',
    schema: report(SEVERITIES, {
      source: text,
      configuration: map({ limits: map({ maxResults: number, statusFilter: list(status) }) }, { required: ['limits'] }),
    }),
  }),
  'wgpolicyk8s.io': definition({ group: 'wgpolicyk8s.io', version: 'v1alpha2', kind: 'ClusterPolicyReport', schema: report(SEVERITIES) }),
  /** As it was at first: the same version, with fewer severities. */
  'wgpolicyk8s.io, older': definition({ group: 'wgpolicyk8s.io', version: 'v1alpha2', kind: 'ClusterPolicyReport', schema: report(['high', 'low', 'medium']) }),
} as const;
