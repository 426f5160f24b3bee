import type { ManagedForm } from './forms.js';

/** What to run to switch audit logging on where a cloud runs the API server. Placeholders are in capitals. */
export const SWITCHES: Readonly<Record<ManagedForm, string>> = {
  // Source: AWS, "Send control plane logs to CloudWatch Logs". The group must exist for its retention to be set.
  eks: `aws eks update-cluster-config --name CLUSTER --region REGION \\
  --logging '{"clusterLogging":[{"types":["audit"],"enabled":true}]}'
aws eks wait cluster-active --name CLUSTER --region REGION
aws logs put-retention-policy --region REGION --log-group-name /aws/eks/CLUSTER/cluster --retention-in-days 365
# See that it is on: the types must hold "audit", enabled.
aws eks describe-cluster --name CLUSTER --region REGION --query cluster.logging.clusterLogging
`,
  // Source: Azure, "Monitor AKS: resource logs". kube-audit-admin leaves out get and list.
  aks: `az monitor diagnostic-settings create --name audit \\
  --resource "$(az aks show --resource-group GROUP --name CLUSTER --query id --output tsv)" \\
  --workspace WORKSPACE_ID --export-to-resource-specific true \\
  --logs '[{"category":"kube-audit","enabled":true}]'
az monitor log-analytics workspace table update --resource-group GROUP --workspace-name WORKSPACE \\
  --name AKSAudit --retention-time 365
# See that it is on: kube-audit, enabled. kube-audit-admin alone leaves out every get and list.
az monitor diagnostic-settings list \\
  --resource "$(az aks show --resource-group GROUP --name CLUSTER --query id --output tsv)"
`,
  // Source: Google Cloud, "GKE audit logging information" and "Enable Data Access audit logs".
  gke: `# Writes are always recorded (Admin Activity, kept 400 days). Reads are recorded once Data Access logs are enabled:
gcloud projects get-iam-policy PROJECT --format=yaml > iam-policy.yaml
# Add to iam-policy.yaml, beside the auditConfigs that are there:
#   auditConfigs:
#   - service: container.googleapis.com
#     auditLogConfigs:
#     - logType: ADMIN_READ
#     - logType: DATA_READ
#     - logType: DATA_WRITE
gcloud projects set-iam-policy PROJECT iam-policy.yaml
gcloud logging buckets update _Default --location=global --retention-days=365 --project=PROJECT
# See that events arrive:
gcloud logging read 'resource.type="k8s_cluster" AND protoPayload.serviceName="k8s.io"' --limit=5 --project=PROJECT
`,
};
