import type * as pulumi from '@pulumi/pulumi';

/** How the collector's pods get their AWS role. */
export type CollectorIdentity =
  | { readonly kind: 'pod-identity'; readonly clusterName: string }
  | { readonly kind: 'irsa'; readonly oidcProviderArn: string };

/** The collector of this stack, behind the Service `log-collector-svc` in `kube-system`. */
export interface CollectorDestination {
  readonly kind: 'collector';
  /** Path that events are posted to; starts with a slash. */
  readonly path: string;
  /** Port of the Service, 1 to 65535. */
  readonly port: number;
  /** PEM certificates that the API server trusts. */
  readonly caBundle: string;
  /** PEM certificate chain that the collector presents, leaf first. */
  readonly certificate: string;
  /** PEM private key of that certificate. */
  readonly privateKey: pulumi.Input<string>;
  /** Container image, pinned by version or digest. */
  readonly image: string;
  readonly identity: CollectorIdentity;
  /** CIDR blocks of the API servers; empty means that no NetworkPolicy is made. */
  readonly allowedCidrs: readonly string[];
}

/** A collector that runs elsewhere; this stack then deploys none. */
export interface ExternalDestination {
  readonly kind: 'external';
  /** An https URL without user information, query or fragment. */
  readonly url: string;
  /** PEM certificates that the API server trusts; its system roots when absent. */
  readonly caBundle?: string;
}

/** All that the stack needs to know, already checked. {@link readSettings} makes one from Pulumi's configuration. */
export interface Settings {
  /** Days that CloudWatch keeps the events: 365 or more. */
  readonly retentionDays: number;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly destination: CollectorDestination | ExternalDestination;
  readonly installAuditSinkDefinition: boolean;
  /** Name of the S3 bucket for the write-once copy; none when absent. */
  readonly archiveBucketName?: string;
  /** Whether Pulumi refuses to delete what holds evidence. */
  readonly protect: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** Name of the Service that the collector stands behind. */
export const COLLECTOR_SERVICE = 'log-collector-svc';

/** Namespace of the collector. */
export const COLLECTOR_NAMESPACE = 'kube-system';

/** The name that the API server expects in the collector's certificate: it calls services by this name. */
export const COLLECTOR_HOST = `${COLLECTOR_SERVICE}.${COLLECTOR_NAMESPACE}.svc`;
