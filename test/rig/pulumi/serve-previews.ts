import { pulumiEnvironment } from './environment.js';
import { resource } from './resource.js';
import { runStack } from './stack.js';

/** A preview that another process asks for. */
export interface PreviewRequest {
  /** The folder of the policy pack. */
  readonly policyPack: string;
  /** The file that declares the resources: its default export is called with what declares one, and with `count`. */
  readonly program: string;
  readonly count: number;
}

/** What came of it: the time from the start of the preview to its end, or why there was none. */
export type PreviewAnswer = { readonly seconds: number } | { readonly problem: string };

type Program = { readonly default: (declare: typeof resource, count: number) => void };

// The real engine as a process of its own, which the bench starts: nothing but tests imports the rig.
process.on('message', (message: PreviewRequest | 'stop') => {
  if (message === 'stop') process.exit();
  void preview(message)
    .catch((problem: Error): PreviewAnswer => ({ problem: problem.message }))
    .then((answer) => process.send?.(answer));
});

async function preview({ policyPack, program, count }: PreviewRequest): Promise<PreviewAnswer> {
  const { default: declare } = (await import(program)) as Program;
  const environment = await pulumiEnvironment();
  try {
    const started = performance.now();
    const { ok, stderr } = await runStack({ environment, op: 'preview', policyPack, program: async () => declare(resource, count) });
    return ok ? { seconds: (performance.now() - started) / 1000 } : { problem: `the preview failed\n${stderr}` };
  } finally {
    await environment.stop();
  }
}
