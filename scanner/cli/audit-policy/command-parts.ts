import { Argument, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { dialectOf, type Dialect } from '../../../policypack/audit-policy/policy.js';
import { AUDIT_LEVELS } from '../../../policypack/audit-policy/vocabulary.js';
import { OUTPUTS } from '../../audit-policy/output.js';

/** The audit policy of a command. */
export const file = () => new Argument('[FILE]', 'audit policy (audit.k8s.io/v1), YAML or JSON; - is standard input');
/** How a command prints. */
export const output = () => new Option('--output <FORMAT>', 'how to print').choices(OUTPUTS).default('text');
/** The version of Kubernetes that a policy is for; its default is a text still: see `asDialect`. */
export const version = () =>
  new Option(
    '--kubernetes-version <VERSION>',
    'version that reads the policy: "*" as an API group is understood from 1.36 on',
  )
    .default('1.36')
    .argParser(dialectOfVersion);
/** An option that takes an audit level. */
export const levelOption = <Flags extends string>(flags: Flags, description: string) => new Option(flags, description).choices(AUDIT_LEVELS);

function dialectOfVersion(text: string): Dialect {
  try {
    return dialectOf(text);
  } catch (problem) {
    throw new InvalidArgumentError((problem as Error).message);
  }
}
