import { holdsTemplate } from '../../policypack/core/placeholder.js';
import { hostOfUrl, otherScheme } from '../../policypack/kinds/kubernetes/audit-sink/destination.js';
import { serviceHost, type AuditSink, type Destination } from './audit-sink.js';
import { isManaged, type Form, type ManagedForm } from './forms.js';

/**
 * What the object promised and the form cannot keep, a sentence or two each.
 * Sources: KEP-600 (dynamic audit configuration); k8s.io/apiserver release-1.36, pkg/server/options/audit.go.
 */
export function notKept(sink: AuditSink, form: Form): string[] {
  return isManaged(form) ? managed(sink, form) : selfManaged(sink, form);
}

function selfManaged(sink: AuditSink, form: Form): string[] {
  return [
    ...warnings(sink.destination, form),
    'Independence: each AuditSink had its own policy and backend. A kube-apiserver has one policy and one webhook: a second sink needs the higher level of the two, and a collector that passes events on.',
    'Live configuration: an AuditSink took effect when it was applied. These files are read once, at start: change them on every control-plane node and restart each API server.',
    'Guarding: RBAC on auditsinks said who may change the trail. Now it is whoever may write on a control-plane host; a change there is no request to the API, and is in no audit log.',
    ...(form === 'policy' ? [] : resolution(sink.destination)),
    ...(sink.caBundle === undefined && form !== 'policy' ? ["Trust: the sink has no caBundle, so the collector's certificate must chain to the roots of the host or image that the API server runs in."] : []),
    ...(form === 'talos' ? ['Only the webhook: Talos keeps an audit log on disk beside it, under the same policy.'] : []),
    ...nothingLogged(sink),
  ];
}

/** What an auditor would stumble over first: the file does what the sink did, and should not. */
function warnings(destination: Destination, form: Form): string[] {
  if (destination.kind !== 'url' || form === 'policy') return [];
  const { url } = destination;
  return [
    ...(otherScheme(url) === undefined ? [] : ['ATTENTION: the sink sends by http. Whoever is on the way reads the trail, changes it and swallows it, and nobody proves who the collector is: give it a certificate, and write https://. audit-sink-destination and api-server-audit-webhook-tls fail it.']),
    ...(holdsTemplate(url) ? ['ATTENTION: the url still holds a placeholder. Put the name of the collector in its place: kube-apiserver replaces nothing.'] : []),
  ];
}

function resolution(destination: Destination): string[] {
  if (destination.kind === 'url') return [];
  const name = serviceHost(destination);
  return destination.address === undefined
    ? [`Service lookup: for an AuditSink the API server looked up the Service itself. Now its host resolves ${name}, and a control plane on the host network often cannot: give the Service's ClusterIP by --service-address ADDRESS.`]
    : [`Service lookup: for an AuditSink the API server looked up the Service itself. Now it calls ${destination.address}, expecting the certificate of ${name}: if the Service is made anew with another address, events are lost until this file follows.`];
}

const CLOUDS: Readonly<Record<ManagedForm, { readonly name: string; readonly to: string; readonly chooses: string }>> = {
  eks: { name: 'EKS', to: 'CloudWatch Logs, group /aws/eks/CLUSTER/cluster', chooses: 'AWS' },
  aks: { name: 'AKS', to: 'Azure Monitor, where the diagnostic setting says', chooses: 'Azure' },
  gke: { name: 'GKE', to: 'Cloud Logging', chooses: 'Google' },
};

function managed(sink: AuditSink, form: ManagedForm): string[] {
  const { name, to, chooses } = CLOUDS[form];
  const target = sink.destination.kind === 'url' ? hostOfUrl(sink.destination.url) : serviceHost(sink.destination);
  return [
    `Destination: ${name} has no audit webhook for its users. Events go to ${to}, not to ${target}; forward them from there if the collector must have them.`,
    `Level and stages: ${chooses} chooses the audit policy. Level ${sink.level} with ${sink.stages.join(', ') || 'no stage'} cannot be asked for; look in the log what is recorded.`,
    `Throttle: ${sink.qps} batches a second and bursts of ${sink.burst} cannot be set; ${chooses} decides what is dropped under load, and when.`,
    `Trust and independence: the caBundle has no use, and there is one trail for the cluster, however many sinks there were.`,
    ...nothingLogged(sink),
  ];
}

const nothingLogged = ({ level, stages }: AuditSink): string[] =>
  level === 'None' || stages.length === 0 ? ['Attention: this sink asks for level None. Nothing is recorded, here as there.'] : [];
