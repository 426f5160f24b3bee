import { isKnown, known, mapKnown, type Known } from '../../../core/known.js';
import { certificateBundle, type CertificateBundle } from './certificate-bundle.js';
import { read, readNumber, readText, readWhole, type Tree } from '../../declared/property-tree.js';

/** The Service that a sink's webhook names. Source: kubernetes/api 1.18, auditregistration/v1alpha1, ServiceReference. */
export interface ServiceReference {
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly path: string | undefined;
  /** 443 when absent in the object; NaN when it is not a number. */
  readonly port: number;
}

/** An AuditSink (`auditregistration.k8s.io/v1alpha1`) as written: absent fields stay absent, defaults are the control's. */
export interface AuditSinkFacts {
  readonly level: Known<string | undefined>;
  readonly stages: Known<readonly string[]>;
  /** Batches a second. */
  readonly qps: Known<number | undefined>;
  /** Batches at once. */
  readonly burst: Known<number | undefined>;
  readonly url: Known<string | undefined>;
  readonly service: Known<ServiceReference | undefined>;
  readonly caBundle: Known<CertificateBundle | undefined>;
}

const CLIENT = 'spec.webhook.clientConfig';

/** Reads an AuditSink object: a manifest, a live object, or a Pulumi resource's properties (they have one shape). */
export function auditSinkFacts(tree: Tree): AuditSinkFacts {
  return {
    level: readText(tree, 'spec.policy.level'),
    stages: mapKnown(readWhole(tree, 'spec.policy.stages'), stageNames),
    qps: readNumber(tree, 'spec.webhook.throttle.qps'),
    burst: readNumber(tree, 'spec.webhook.throttle.burst'),
    url: readText(tree, `${CLIENT}.url`),
    service: serviceReference(tree),
    caBundle: mapKnown(readText(tree, `${CLIENT}.caBundle`), (text) => (text ? certificateBundle(text) : undefined)),
  };
}

const stageNames = (stages: Tree): string[] =>
  Array.isArray(stages) ? stages.map((stage) => (typeof stage === 'string' ? stage : JSON.stringify(stage))) : [];

function serviceReference(tree: Tree): Known<ServiceReference | undefined> {
  const whole = readWhole(tree, `${CLIENT}.service`);
  if (!isKnown(whole)) return whole;
  if (whole.value === undefined) return known(undefined);
  const field = (name: string) => valueOf(readText(whole.value, name));
  return known({
    namespace: field('namespace'),
    name: field('name'),
    path: field('path'),
    port: valueOf(readNumber(whole.value, 'port')) ?? (valueOf(read(whole.value, 'port')) === undefined ? 443 : NaN),
  });
}

// Everything below a whole tree is read, so a gap cannot occur here.
const valueOf = <T>(fact: Known<T>): T | undefined => (isKnown(fact) ? fact.value : undefined);

/** The id of an AuditSink: group/kind/namespace/name, cluster-scoped. */
export const auditSinkId = (name: string): string => `auditregistration.k8s.io/AuditSink//${name}`;
