/** Port that the collector listens on inside its pods: above 1024, so that it needs no privilege. */
export const LISTEN_PORT = 9880;

/** Port of Fluent Bit's own health page and metrics. */
export const MONITORING_PORT = 2020;

/** Folder of the events that are not delivered yet. */
export const BUFFER_FOLDER = '/var/lib/log-collector';

/** Folder of the certificate and key, as a Secret of type `kubernetes.io/tls` mounts them. */
export const TLS_FOLDER = '/etc/log-collector/tls';

/** Folder of the two files that this module writes. */
export const CONFIG_FOLDER = '/etc/log-collector/config';

/**
 * Fluent Bit's configuration: receive over TLS, split lists into events, write to CloudWatch Logs.
 *
 * What is received is buffered on disk and retried until it is delivered: an outage of CloudWatch costs delay,
 * and events only when it outlasts the buffer.
 */
export function collectorConfig(place: { region: string; logGroupName: string; logStreamName: string }): string {
  return `service:
  flush: 1
  grace: 30
  log_level: info
  http_server: on
  http_listen: 0.0.0.0
  http_port: ${MONITORING_PORT}
  storage.path: ${BUFFER_FOLDER}
  storage.sync: normal
  storage.checksum: on
  storage.backlog.mem_limit: 64M

pipeline:
  inputs:
    # HTTP/2 stays on, as it is by default: the API server asks for it, and HTTP/1.1 over TLS has stalled on large
    # bodies (fluent/fluent-bit#11449).
    - name: http
      listen: 0.0.0.0
      port: ${LISTEN_PORT}
      tls: on
      # Callers show no certificate of their own: who may call is the network's to decide.
      tls.verify: off
      tls.crt_file: ${TLS_FOLDER}/tls.crt
      tls.key_file: ${TLS_FOLDER}/tls.key
      # The API server's batches are at most 10 MiB by default.
      buffer_max_size: 16M
      storage.type: filesystem

  filters:
    - name: lua
      match: '*'
      script: ${CONFIG_FOLDER}/split-events.lua
      call: split_events

  outputs:
    - name: cloudwatch_logs
      match: '*'
      region: ${JSON.stringify(place.region)}
      log_group_name: ${JSON.stringify(place.logGroupName)}
      log_stream_name: ${JSON.stringify(place.logStreamName)}
      # The group is this stack's, with its retention, key and protection: never make another one.
      auto_create_group: off
      retry_limit: no_limits
      storage.total_limit_size: 900M
`;
}

/**
 * The API server posts an EventList; CloudWatch should hold one audit event a log event, so that each can be found
 * and counted. Anything else that arrives is kept as it came.
 */
export const SPLIT_EVENTS = `function split_events(tag, timestamp, record)
  local items = record["items"]
  if record["kind"] ~= "EventList" or type(items) ~= "table" then
    return 0, timestamp, record
  end
  if next(items) == nil then
    return -1, timestamp, record
  end
  for _, event in ipairs(items) do
    -- Items of a list carry neither; with them each event says for itself what it is.
    event["kind"] = "Event"
    event["apiVersion"] = record["apiVersion"]
  end
  return 2, timestamp, items
end
`;
