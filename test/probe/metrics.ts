/** What a kube-apiserver counts, in Prometheus' text format; as recorded from 1.36, its requests to itself included. */
export function metrics({ logged = 1, none = 0, lost = 0, posts = {}, started = '1.79555443689e+09' }: {
  started?: string; logged?: number; none?: number; lost?: number; posts?: Readonly<Record<string, Readonly<Record<string, number>>>>;
} = {}): string {
  const own = ['code="200",host="127.0.0.1:6443",method="GET"} 56', 'code="201",host="127.0.0.1:6443",method="POST"} 186', 'code="200",host="127.0.0.1:6443",method="PATCH"} 15'];
  const webhooks = Object.entries(posts).flatMap(([host, answers]) => Object.entries(answers).map(([code, count]) => `code="${code}",host="${host}",method="POST"} ${count}`));
  return [
    `apiserver_audit_event_total ${logged * 2}`,
    `apiserver_audit_level_total{level="Metadata"} ${logged}`,
    ...(none > 0 ? [`apiserver_audit_level_total{level="None"} ${none}`] : []),
    ...(lost > 0 ? [`apiserver_audit_error_total{plugin="webhook"} ${lost}`] : []),
    'apiserver_audit_requests_rejected_total 0',
    `process_start_time_seconds ${started}`,
    ...[...own, ...webhooks].map((labels) => `rest_client_requests_total{${labels}`),
    '',
  ].join('\n');
}
