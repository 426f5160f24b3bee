import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { asRequest, level, readPolicy, type AuditPolicy } from '../../policypack/audit-policy/index.js';
import { AUDIT_LEVELS, AUDIT_STAGES } from '../../policypack/audit-policy/vocabulary.js';
import { FORMS, readAuditSink, render, type AuditSink, type Form } from '../../scanner/render/index.js';
import { aSink, AUTHORITY, base64, SERVICE, type Changed } from './a-sink.js';

function sinkOf(changed: Changed | object = {}): AuditSink {
  const reading = readAuditSink('kind' in changed ? changed : aSink(changed as Changed));
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.sink;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
const yaml = (form: Form, sink = sinkOf()): any => parse(render(sink, form).text);

const flagsOf = (sink: AuditSink): string[] => render(sink, 'flags').text.split('\n').filter((line) => line.startsWith('--'));

const FLAGS = {
  'audit-policy-file': '/etc/kubernetes/audit/policy.yaml',
  'audit-webhook-config-file': '/etc/kubernetes/audit/webhook.kubeconfig',
  'audit-webhook-mode': 'batch',
  'audit-webhook-batch-throttle-enable': 'true',
  'audit-webhook-batch-throttle-qps': '20',
  'audit-webhook-batch-throttle-burst': '40',
};
const THROTTLED = sinkOf({ throttle: { qps: 20, burst: 40 } });
const VOLUME = { name: 'audit', hostPath: '/etc/kubernetes/audit', mountPath: '/etc/kubernetes/audit', readOnly: true, pathType: 'Directory' };

describe('the rendered audit policy', () => {
  const STAGE_SETS = Array.from({ length: 15 }, (_, mask) => AUDIT_STAGES.filter((_stage, bit) => ((mask + 1) >> bit) & 1));

  it('logs every request at the level of the sink and omits all stages but its own, whatever they are', () => {
    for (const wanted of AUDIT_LEVELS) {
      for (const stages of STAGE_SETS) {
        const reading = readPolicy(yaml('policy', sinkOf({ policy: { level: wanted, stages } }))) as { policy: AuditPolicy };
        for (const request of [{ verb: 'get', path: '/healthz' }, { user: 'a', verb: 'create', resource: 'secrets', namespace: 'b' }]) {
          const judged = level(reading.policy, asRequest(request));
          expect(judged.level).toBe(wanted);
          expect([...judged.omitStages].sort()).toEqual(AUDIT_STAGES.filter((stage) => !stages.includes(stage)).sort());
        }
      }
    }
  });

  it('says aloud that a sink of level None records nothing', () => {
    expect(render(sinkOf({ policy: { level: 'None' } }), 'policy').text).toContain('Nothing is recorded');
  });
});

describe('the rendered webhook kubeconfig', () => {
  const clusterOf = (sink: AuditSink): unknown => yaml('webhook', sink).clusters[0].cluster;

  it('calls a Service by its cluster name and trusts the bundle', () => {
    expect(clusterOf(sinkOf())).toEqual({
      server: 'https://log-collector-svc.kube-system.svc:443/audit',
      'certificate-authority-data': base64(AUTHORITY),
      'tls-server-name': 'log-collector-svc.kube-system.svc',
    });
  });

  it.each([['10.0.0.7', '10.0.0.7'], ['fd00::7', '[fd00::7]']])('calls a Service at %s, for the certificate of its name', (address, host) => {
    const sink = sinkOf();
    const at = { ...sink, destination: { ...SERVICE, kind: 'service' as const, address } };

    expect(clusterOf(at)).toMatchObject({ server: `https://${host}:443/audit`, 'tls-server-name': 'log-collector-svc.kube-system.svc' });
  });

  it.each([
    ['by http', 'http://a.internal/audit', /ATTENTION: the sink sends by http/],
    ['to a name that nobody filled in', 'https://$COLLECTOR/audit', /ATTENTION: the url still holds a placeholder/],
  ])('says aloud that a sink sends %s, and renders what it did', (_, url, remark) => {
    const { text } = render(sinkOf({ clientConfig: { url } }), 'webhook');

    expect(text.replaceAll('\n# ', ' ')).toMatch(remark);
    expect(text).toContain(`server: ${url}`);
  });

  it('takes a url as it is, and the system roots where there is no bundle', () => {
    expect(clusterOf(sinkOf({ clientConfig: { url: 'https://logs.example.com:8443/a' } }))).toEqual({ server: 'https://logs.example.com:8443/a' });
    expect(render(sinkOf({ clientConfig: { url: 'https://logs.example.com/' } }), 'webhook').text).toContain('has no caBundle');
  });
});

describe('the forms of installers', () => {
  it('are flags, one a line, under comments', () => {
    expect(flagsOf(THROTTLED)).toEqual(Object.entries(FLAGS).map(([name, value]) => `--${name}=${value}`));
    expect(render(THROTTLED, 'flags').text.split('\n').filter((line) => !/^(#|--|$)/.test(line))).toEqual([]);
  });

  it('are a list of arguments for kubeadm v1beta4', () => {
    expect(yaml('kubeadm', THROTTLED)).toEqual({
      apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration',
      apiServer: { extraArgs: Object.entries(FLAGS).map(([name, value]) => ({ name, value })), extraVolumes: [VOLUME] },
    });
  });

  it('are a map of texts for kubeadm v1beta3', () => {
    expect(yaml('kubeadm-v1beta3', THROTTLED)).toEqual({
      apiVersion: 'kubeadm.k8s.io/v1beta3', kind: 'ClusterConfiguration', apiServer: { extraArgs: FLAGS, extraVolumes: [VOLUME] },
    });
  });

  it('are mounts and a patch for each kubeadm version for kind', () => {
    const { apiVersion, kind, nodes } = yaml('kind', THROTTLED);

    expect([apiVersion, kind, nodes.length, nodes[0].role]).toEqual(['kind.x-k8s.io/v1alpha4', 'Cluster', 1, 'control-plane']);
    expect(nodes[0].extraMounts).toEqual(['policy.yaml', 'webhook.kubeconfig'].map((file) => ({ hostPath: `./${file}`, containerPath: `/etc/kubernetes/audit/${file}`, readOnly: true })));
    expect(nodes[0].kubeadmConfigPatches.map((patch: string) => parse(patch))).toEqual([yaml('kubeadm', THROTTLED), yaml('kubeadm-v1beta3', THROTTLED)]);
  });

  it('are arguments for k3s, with what RKE2 needs besides', () => {
    expect(yaml('k3s', THROTTLED)).toEqual({ 'kube-apiserver-arg': Object.entries(FLAGS).map(([name, value]) => `${name}=${value}`) });
    expect(render(THROTTLED, 'k3s').text.replaceAll('\n# ', ' ')).toContain('kube-apiserver-extra-mount: ["/etc/kubernetes/audit:/etc/kubernetes/audit:ro"]');
  });

  it('are one whole patch for Talos, which places the policy itself', () => {
    const { machine, cluster } = yaml('talos', THROTTLED);
    const { 'audit-policy-file': _placedByTalos, ...args } = FLAGS;

    expect(machine.files).toHaveLength(1);
    expect(machine.files[0]).toMatchObject({ permissions: 0o644, op: 'create', path: '/var/etc/kubernetes-audit/webhook.kubeconfig' });
    expect(render(THROTTLED, 'talos').text).toContain('permissions: 0o644');
    expect(parse(machine.files[0].content)).toEqual(yaml('webhook', THROTTLED));
    expect(cluster.apiServer.auditPolicy).toEqual(yaml('policy', THROTTLED));
    expect(cluster.apiServer.extraArgs).toEqual({ ...args, 'audit-webhook-config-file': '/var/etc/kubernetes-audit/webhook.kubeconfig' });
    expect(cluster.apiServer.extraVolumes).toEqual([{ hostPath: '/var/etc/kubernetes-audit', mountPath: '/var/etc/kubernetes-audit', readonly: true }]);
  });

  it.each([
    ['eks', '"types":["audit"],"enabled":true'],
    ['aks', '"category":"kube-audit","enabled":true'],
    ['gke', 'logType: DATA_WRITE'],
  ] as const)('are commands for %s, and what it cannot do', (form, command) => {
    const { text } = render(THROTTLED, form);

    expect(text).toContain(command);
    expect(text).toContain('chooses the audit policy');
    expect(text.replaceAll('\n#   ', ' ')).toContain('not to log-collector-svc.kube-system.svc');
  });
});

describe('what the AuditSink promised and a form cannot keep', () => {
  it.each(FORMS.filter((form) => !['eks', 'aks', 'gke'].includes(form)))('stands in the file of %s', (form) => {
    const { text } = render(sinkOf(), form);

    for (const promise of ['Independence', 'Live configuration', 'Guarding']) expect(text).toContain(`# - ${promise}: `);
    expect(text.includes('# - Service lookup: ')).toBe(form !== 'policy');
  });
});

describe("the reference stack's own rendering", () => {
  const recorded = JSON.parse(readFileSync(new URL('../../simulator/demo/reference-stack.json', import.meta.url), 'utf8')) as {
    resources: { type: string; inputs: object }[];
    outputs: { api_server_audit_policy: string; api_server_audit_webhook: string; api_server_audit_flags: string[] };
  };
  const declared = recorded.resources.find(({ type }) => type.endsWith(':AuditSink'))?.inputs;
  const sink = sinkOf({ ...declared, apiVersion: 'auditregistration.k8s.io/v1alpha1', kind: 'AuditSink' });

  it('is the same policy', () => {
    expect(yaml('policy', sink)).toEqual(parse(recorded.outputs.api_server_audit_policy));
  });

  it('is the same kubeconfig, at the same address', () => {
    const theirs = parse(recorded.outputs.api_server_audit_webhook) as { clusters: { cluster: { server: string } }[] };
    const address = new URL(theirs.clusters[0]?.cluster.server ?? '').hostname;
    const destination = sink.destination.kind === 'service' ? { ...sink.destination, address } : sink.destination;

    expect(decoded(yaml('webhook', { ...sink, destination }))).toEqual(decoded(theirs));
  });

  it('sets the same flags', () => {
    expect(flagsOf(sink)).toEqual(recorded.outputs.api_server_audit_flags);
  });

  // Base64 of the same certificates may differ in what stands between them.
  const decoded = (kubeconfig: { clusters: { cluster: { server: string; 'certificate-authority-data'?: string } }[] }): object => ({
    ...kubeconfig,
    clusters: kubeconfig.clusters.map(({ cluster, ...rest }) => ({
      ...rest,
      cluster: { ...cluster, 'certificate-authority-data': Buffer.from(cluster['certificate-authority-data'] ?? '', 'base64').toString('utf8').trim() },
    })),
  });
});
