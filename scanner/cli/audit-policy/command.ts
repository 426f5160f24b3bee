import { Command } from '@commander-js/extra-typings';
import type { CommandContext } from '../context.js';
import { runs } from '../runs.js';
import { checkCommand } from './check-command.js';
import { explainCommand } from './explain-command.js';

/** `logproof audit-policy`: what a kube-apiserver audit policy really logs. */
export const auditPolicyCommand = (context: CommandContext) =>
  new Command('audit-policy')
    .description('Prove what a kube-apiserver audit policy logs, by its first-match rules.')
    .addCommand(checkCommand().action(runs(context, async () => (await import('./run-check.js')).runCheck)))
    .addCommand(explainCommand().action(runs(context, async () => (await import('./run-explain.js')).runExplain)));
