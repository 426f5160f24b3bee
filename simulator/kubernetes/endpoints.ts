import type { Answer, Request } from '../http-service.js';
import { json, plain, StatusError } from './status.js';
import { versionInfo, type ServerVersion } from './version.js';

/** What the endpoints outside of the API answer; may be changed while the server runs. */
export interface Endpoints {
  /** `/metrics`, in Prometheus' text format. */
  metrics: string;
  /** `/flagz`: the server's flags, defaults included. Undefined: not served. */
  flagz: Readonly<Record<string, string>> | undefined;
}

/** A server that audits nothing. */
export const NO_AUDIT_METRICS = `# HELP apiserver_audit_event_total Audit events sent to the backend.
# TYPE apiserver_audit_event_total counter
apiserver_audit_event_total 0
# HELP apiserver_audit_requests_rejected_total Requests rejected as the audit backend failed.
# TYPE apiserver_audit_requests_rejected_total counter
apiserver_audit_requests_rejected_total 0
`;

/** Answers a path outside of the API; undefined where nothing is served. */
export function endpoint(request: Request, endpoints: Endpoints, version: ServerVersion): Answer | undefined {
  switch (request.url.pathname) {
    case '/version':
      return json(200, versionInfo(version));
    case '/healthz':
    case '/livez':
    case '/readyz':
      return plain(200, 'ok');
    case '/metrics':
      return plain(200, endpoints.metrics, 'text/plain; version=0.0.4; charset=utf-8');
    case '/flagz':
      return endpoints.flagz && flagz(request, endpoints.flagz);
    default:
      return undefined;
  }
}

// ComponentFlagz: structured on explicit request, text by default, and plain JSON is refused.
function flagz({ headers }: Request, flags: Readonly<Record<string, string>>): Answer {
  const accept = headers.accept ?? '*/*';
  if (/as=Flagz/.test(accept) && /g=config\.k8s\.io/.test(accept)) {
    const body = { kind: 'Flagz', apiVersion: 'config.k8s.io/v1beta1', metadata: { name: 'kube-apiserver' }, flags };
    return json(200, body, 'application/json;as=Flagz;v=v1beta1;g=config.k8s.io');
  }
  if (!/text\/plain|\*\/\*/.test(accept)) {
    throw new StatusError(
      406,
      'NotAcceptable',
      'only the following media types are accepted: application/json, application/yaml, text/plain',
    );
  }
  const lines = Object.entries(flags).map(([flag, value]) => `${flag}=${value}`);
  return plain(
    200,
    `\nkube-apiserver flags\nWarning: This endpoint is not meant to be machine parseable.\n\n${lines.join('\n')}\n`,
  );
}
