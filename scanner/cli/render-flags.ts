import type { Form } from '../render/forms.js';

/** The flags of `logproof render`, as commander reads them. */
export interface RenderFlags {
  readonly from?: string;
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly pulumiState?: string;
  readonly sink?: string;
  readonly to: Form | 'all';
  readonly serviceAddress?: string;
  readonly out?: string;
}
