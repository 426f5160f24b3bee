import type { ManagedService } from '../api-server/facts.js';

/** Where the answer lies of a service whose clusters do not tell how they audit. */
export const MANAGED_ANSWERS: { readonly [S in ManagedService]: string } = {
  EKS: 'whether EKS exports audit events (aws eks describe-cluster: logging.clusterLogging, type audit; off by default)',
  AKS: 'whether AKS exports audit events (az monitor diagnostic-settings list: category kube-audit or kube-audit-admin)',
  GKE: 'which audit events GKE exports (gcloud projects get-iam-policy: auditConfigs; Data Access is off by default)',
};
