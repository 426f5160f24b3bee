import { control, fail, noParams, notApplicable, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import auditSink from '../../kinds/kubernetes/audit-sink/kind.js';

export default control({
  id: 'audit-sink-service-exists',
  title: 'The Service that an audit sink names exists and has the port',
  subject: auditSink,
  needs: ['kubernetes.service'],
  severity: 'high',
  rationale: 'Events sent to a Service that is not there are dropped, and the API server does not fail a request for it.',
  remediation: 'Create the Service with the port that the sink names, or correct spec.webhook.clientConfig.service.',
  references: { 'nist-800-53-r5': ['AU-5', 'AU-12'], 'pci-dss-4': ['10.7.2'] },
  params: noParams,
  check(sink, _params, { origin, joined }) {
    const service = need(sink.service);
    if (service === undefined) return notApplicable('the sink sends to a url');
    const where = `${service.namespace}/${service.name}`;
    const ports = need(joined.destination);
    if (ports === 'absent') {
      return origin === 'live'
        ? fail(`service ${where} is not in the cluster, it is required`)
        : notApplicable(`the stack does not create service ${where}; a scan of the cluster looks for it`);
    }
    if (ports.includes(service.port)) return pass(`service ${where} has port ${service.port}`);
    const has = ports.length > 0 ? `ports ${ports.join(', ')}` : 'no port';
    return fail(`service ${where} has ${has}, ${service.port} required`);
  },
});
