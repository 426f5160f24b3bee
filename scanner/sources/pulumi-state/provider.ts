import { Command } from '@commander-js/extra-typings';
import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { repeated } from '../flags.js';
import { liveProvider } from '../provider.js';

/** Pulumi's stacks, read from their states. */
export default liveProvider({
  name: 'pulumi',
  flags: () =>
    new Command()
      .option('--pulumi-state <file>', 'exported Pulumi state, "-" for standard input; repeatable', repeated)
      .option('--pulumi-stack <name>', 'stack to export by the Pulumi CLI; repeatable', repeated),
  settle: (settings, { pulumiState, pulumiStack }, { here, beside }) => ({
    states: pulumiState ? pulumiState.map((path) => (path === '-' ? path : here(path))) : settings.states.map(beside),
    stacks: [...(pulumiStack ?? settings.stacks)],
  }),
  // Whoever is logged in to Pulumi need not want a stack read: none is chosen for anybody.
  credentialsHere: async () => false,
  async sources({ states, stacks }, { stdin, cwd }) {
    if (states.length + stacks.length === 0) throw new InputMistake('no Pulumi state: give --pulumi-state FILE or --pulumi-stack NAME, or sources.pulumi in logproof.yaml');
    const { pulumiSources } = await import('./index.js');
    return pulumiSources({ states, stacks, stdin, cwd });
  },
  init: {
    flags: () => new Command(),
    find: async (_flags, cwd) => (await import('./find-project.js')).findProject(cwd),
  },
});
