import { PROGRAMS } from '../../programs/index.js';
import { pulumiEnvironment } from './environment.js';
import { resource } from './resource.js';
import { runStack } from './stack.js';

/** A preview that another process asks for. */
export type PreviewRequest = {
  /** The folder of the policy pack. */
  readonly policyPack: string;
} & ({
  /** The file that declares the resources: its default export is called with what declares one, and with `count`. */
  readonly program: string;
  readonly count: number;
} | {
  /** One of the programs of docs/verdicts.md that run in this process. */
  readonly realProgram: string;
});

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

async function preview({ policyPack, ...request }: PreviewRequest): Promise<PreviewAnswer> {
  const declare = 'program' in request ? await generated(request) : written(request.realProgram);
  const environment = await pulumiEnvironment();
  try {
    const started = performance.now();
    const { ok, stderr } = await runStack({ environment, op: 'preview', policyPack, program: async () => void declare() });
    return ok ? { seconds: (performance.now() - started) / 1000 } : { problem: `the preview failed\n${stderr}` };
  } finally {
    await environment.stop();
  }
}

async function generated({ program, count }: { readonly program: string; readonly count: number }): Promise<() => void> {
  const { default: declare } = (await import(program)) as Program;
  return () => declare(resource, count);
}

function written(name: string): () => unknown {
  const program = PROGRAMS[name];
  if (typeof program !== 'function') throw new Error(`no program of this process is called ${name}`);
  return program;
}
