import * as aws from '@pulumi/aws';
import type { LogStore } from './log-group';

const WHO_DID_WHAT = 'fields @timestamp, user.username, verb, objectRef.apiGroup, objectRef.resource, objectRef.namespace, objectRef.name, responseStatus.code';

/**
 * Questions that auditors ask, as CloudWatch Logs Insights queries. Events are audit.k8s.io/v1, one a log event,
 * so that Insights finds their fields by itself.
 */
export const QUERIES: Readonly<Record<string, string>> = {
  'refused-requests': `${WHO_DID_WHAT}
| filter responseStatus.code = 401 or responseStatus.code = 403
| sort @timestamp desc
| limit 1000`,
  'access-to-secrets': `${WHO_DID_WHAT}
| filter objectRef.resource = "secrets"
| stats count(*) as requests by user.username, verb, objectRef.namespace
| sort requests desc`,
  'commands-in-containers': `${WHO_DID_WHAT}, objectRef.subresource
| filter objectRef.resource = "pods" and objectRef.subresource in ["exec", "attach", "portforward"]
| sort @timestamp desc
| limit 1000`,
  'changes-to-ai-resources': `${WHO_DID_WHAT}
| filter objectRef.apiGroup in ["serving.kserve.io", "ray.io", "kaito.sh", "trainer.kubeflow.org", "kubeflow.org", "leaderworkerset.x-k8s.io", "mlops.seldon.io", "inference.networking.k8s.io", "apps.nvidia.com", "kagent.dev"]
| filter verb in ["create", "update", "patch", "delete", "deletecollection"]
| sort @timestamp desc
| limit 1000`,
  'changes-to-rights-and-audit': `${WHO_DID_WHAT}
| filter objectRef.apiGroup in ["rbac.authorization.k8s.io", "auditregistration.k8s.io"]
| filter verb in ["create", "update", "patch", "delete", "deletecollection"]
| sort @timestamp desc
| limit 1000`,
  'events-by-hour': `stats count(*) as events by bin(1h), level, stage`,
};

/** Saves the queries in the account, in the folder `ai-system-audit` of the Insights console. */
export function savedQueries({ group }: LogStore): void {
  for (const [name, queryString] of Object.entries(QUERIES)) {
    new aws.cloudwatch.QueryDefinition(`query-${name}`, {
      name: `ai-system-audit/${name}`,
      logGroupNames: [group.name],
      queryString,
    });
  }
}
