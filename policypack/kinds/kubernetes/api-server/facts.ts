import type { Known } from '../../../core/known.js';
import type { AuditPolicy } from '../../../audit-policy/policy.js';
import { kindRef } from '../../../core/look.js';
import type { AuditFlags } from '../auditing/flags.js';
import type { AuditWebhook } from '../auditing/webhook.js';
import type { EquivalentExport, ServerVersion } from '../cluster/facts.js';
import type { RefusedFile } from '../yaml/refused-file.js';

/** A service that runs API servers for its users, and decides their flags, audit policy and backend itself. */
export type ManagedService = 'EKS' | 'AKS' | 'GKE';

/** One kube-apiserver: a control-plane pod, the one at an address, or, where neither is seen, the one that answers. */
export interface ApiServerFacts {
  /** The audit flags that it runs with. */
  readonly flags: Known<AuditFlags>;
  /** Which account said so. */
  readonly flagsFrom: Known<string | undefined>;
  /**
   * The service whose flags and policy the user cannot choose, where the answer is a switch of that service. `undefined`
   * where the user chooses, and where the switch was not asked for: flags are then what is judged, or is unknown.
   */
  readonly managed: Known<ManagedService | undefined>;
  /**
   * An export that does not stand in the flags: EKS' control-plane logging, OpenShift's ClusterLogForwarder. `undefined`
   * where there is none, and where nothing of the kind exists to be looked for.
   */
  readonly otherExport: Known<EquivalentExport | undefined>;
  /** The host at which it answers, of one that calls itself EKS's, or is called by an address of EKS: AWS knows whose it is. */
  readonly eksAddress?: string;
  /** What its pod mounts, by itself or as its installer is told; `undefined`, or absent, where neither is seen. */
  readonly mounts?: Known<readonly string[] | undefined>;
  /** Why a file that it reads at its start is not on its host, as far as its installer is told what is there. */
  readonly fileFault?: Known<string | undefined>;
  /** Namespace and name of the template that it is made by; absent where nothing may patch what its resource says. */
  readonly template?: Known<string>;
  /** It is of the cluster that its resource is in, and not of one that is made from there. */
  readonly servesItsCluster?: true;
  /** It runs, so that it has read its files, wherever they came from. */
  readonly running?: true;
  /** Its own version, where that is told: during an upgrade it may be another than the one that answers. */
  readonly version?: Known<ServerVersion>;
  /** The audit policy that its resource declares beside it; absent where it declares none: another resource may. */
  readonly policy?: Known<AuditPolicy | RefusedFile>;
  /** The audit webhook's kubeconfig, where its resource declares it. */
  readonly webhook?: Known<AuditWebhook | RefusedFile>;
}

/** Refers to API servers. */
export const apiServerRef = kindRef<ApiServerFacts>()('kubernetes.api-server');
