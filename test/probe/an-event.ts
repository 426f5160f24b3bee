export const PROBE = 'logproof-probe-5f0c6c0a-6f2e-4a57-9a40-0d1f3b6f1f9e';

/** The audit event of a probe, as kube-apiserver 1.36 writes it; a body that no report may show. */
export const anEvent = (differs: object = {}) => ({
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  level: 'Metadata',
  auditID: 'd4f43b10',
  stage: 'ResponseComplete',
  requestURI: `/api/v1/namespaces/default/configmaps/${PROBE}`,
  verb: 'get',
  user: { username: 'logproof', groups: ['system:authenticated'] },
  sourceIPs: ['192.0.2.1'],
  objectRef: { resource: 'configmaps', namespace: 'default', name: PROBE, apiVersion: 'v1' },
  responseStatus: { metadata: {}, status: 'Failure', code: 404 },
  requestReceivedTimestamp: '2026-06-01T12:00:00.000000Z',
  responseObject: 'BODY-OF-THE-EVENT',
  ...differs,
});
