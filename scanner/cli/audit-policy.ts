import { Command } from 'commander';
import { checkCommand } from '../audit-policy/check-command.js';
import type { AuditPolicyContext } from '../audit-policy/command-parts.js';
import { explainCommand } from '../audit-policy/explain-command.js';

/** `logproof audit-policy`: what a kube-apiserver audit policy really logs. */
export function auditPolicyCommand(context: AuditPolicyContext): Command {
  return new Command('audit-policy')
    .description('Prove what a kube-apiserver audit policy logs, by its first-match rules.')
    .addCommand(checkCommand(context))
    .addCommand(explainCommand(context));
}
