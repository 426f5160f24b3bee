import type { Known } from '../../../core/known.js';
import { kindRef } from '../../../core/look.js';

/** A Kubernetes server's version; `minor` without the suffix that managed clusters add (`28+`). */
export interface ServerVersion {
  readonly major: number;
  readonly minor: number;
  readonly gitVersion: string;
}

/** Whether a server is of Kubernetes 1.`first`, or of a later version. */
export const since = ({ major, minor }: ServerVersion, first: number): boolean => major > 1 || minor >= first;

/** Whether a server of this version reads AuditSink. KEP-600: alpha in 1.13, withdrawn; removed in 1.19 (kubernetes/kubernetes#91502). */
export const readsAuditSink = ({ major, minor }: ServerVersion): boolean => major === 1 && minor >= 13 && minor <= 18;

/** Another way in which the cluster's audit events leave the API server, and where that was seen. */
export interface EquivalentExport {
  readonly how: string;
  readonly seenIn: string;
}

/** A live cluster. */
export interface ClusterFacts {
  readonly version: Known<ServerVersion>;
  /** An export of audit events other than AuditSink; `undefined` when it was looked for and none was seen. */
  readonly equivalentExport: Known<EquivalentExport | undefined>;
}

/** Refers to clusters. */
export const clusterRef = kindRef<ClusterFacts>()('kubernetes.cluster');
