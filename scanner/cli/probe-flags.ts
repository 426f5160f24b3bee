/** The flags of `logproof probe`, as commander reads them. */
export interface ProbeFlags {
  readonly config?: string;
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly logGroup?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly endpointUrl?: string;
  readonly timeout?: number;
  readonly output: 'text' | 'json';
  readonly quiet?: boolean;
}
