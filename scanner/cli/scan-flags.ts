import type { Severity } from '../../policypack/core/control.js';
import type { SourceName } from '../sources/source.js';

/** The flags of `logproof scan`, as commander reads them. */
export interface ScanFlags {
  readonly config?: string;
  readonly source?: readonly SourceName[];
  readonly kubeconfig?: string;
  readonly context?: readonly string[];
  readonly apiServer?: boolean;
  readonly aiWorkloads?: boolean;
  readonly probe?: boolean;
  readonly logGroup?: string;
  readonly region?: readonly string[];
  readonly profile?: string;
  readonly endpointUrl?: string;
  readonly pulumiState?: readonly string[];
  readonly pulumiStack?: readonly string[];
  readonly report?: readonly string[];
  readonly failOn: Severity;
  readonly failOnDrift?: boolean;
  readonly today?: string;
  readonly progress: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}
