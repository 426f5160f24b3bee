import type * as pulumi from '@pulumi/pulumi';
import { apiServerAudit } from './api-server-audit';
import { archive } from './archive';
import { auditSink } from './audit-sink';
import { auditSinkDefinition } from './audit-sink-definition';
import { collector } from './collector';
import { logStore } from './log-group';
import { savedQueries } from './queries';
import type { Settings } from './settings';

/** What the stack tells its user, and other stacks. */
export interface StackOutputs {
  readonly audit_sink_name: pulumi.Output<string>;
  readonly log_group_name: pulumi.Output<string>;
  readonly log_stream_name: pulumi.Output<string>;
  /** Name of the write-once bucket, when there is one. */
  readonly archive_bucket_name?: pulumi.Output<string>;
  /** The same intent for a kube-apiserver of 1.19 or later: its audit policy, webhook kubeconfig and flags. */
  readonly api_server_audit_policy: string;
  readonly api_server_audit_webhook: pulumi.Output<string>;
  readonly api_server_audit_flags: readonly string[];
}

/**
 * Declares the whole stack. Called by `index.ts` under `pulumi up`; an Automation API program may call it just so.
 *
 * @param settings checked settings, from `readSettings`
 */
export function stack(settings: Settings): StackOutputs {
  const store = logStore(settings);
  savedQueries(store);
  const bucket = settings.archiveBucketName === undefined ? undefined : archive(settings, settings.archiveBucketName, store);

  const { destination } = settings;
  const receiver = destination.kind === 'collector' ? collector(settings, destination, store) : undefined;
  const definition = settings.installAuditSinkDefinition ? [auditSinkDefinition()] : [];
  // Last, so that no event is sent before there is a place for it.
  const sink = auditSink(settings, [...definition, store.stream, ...(receiver?.ready ?? [])]);

  const rendered = apiServerAudit(settings, receiver?.service);
  return {
    audit_sink_name: sink.metadata.apply((metadata) => metadata.name ?? ''),
    log_group_name: store.group.name,
    log_stream_name: store.stream.name,
    ...(bucket === undefined ? {} : { archive_bucket_name: bucket.bucket }),
    api_server_audit_policy: rendered.policy,
    api_server_audit_webhook: rendered.webhookKubeconfig,
    api_server_audit_flags: rendered.flags,
  };
}
