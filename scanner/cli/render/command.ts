import { isIP } from 'node:net';
import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { FORMS } from '../../render/forms.js';
import type { FlagsOf } from '../runs.js';

const EXAMPLES = `
Forms: policy, webhook and flags are the three pieces that kube-apiserver reads; kubeadm (v1beta4), kubeadm-v1beta3, kind,
k3s (RKE2 too) and talos are what installers take; eks, aks and gke say what to switch on there. What the AuditSink
promised and a form cannot keep is said on standard error, and stands in the file as comments.

Exit codes: 0 rendered, 2 the command is wrong or the sink invalid, 3 the cluster could not be read.

Examples:
  logproof render --from audit-sink.yaml --to policy
  kubectl get auditsink NAME -o yaml | logproof render --from - --to kubeadm --out audit
                                          the installer's file and the two that it refers to
  logproof render --context prod --sink ai-system-audit-sink --to webhook
                                          a Service is called by its ClusterIP, which the cluster is asked for
  pulumi stack export | logproof render --pulumi-state - --to all --out audit
`;

/** `logproof render`. */
export const renderCommand = () =>
  new Command('render')
    .description("Turn an AuditSink, which no API server since 1.19 reads, into what today's take: policy, webhook, flags, installer files.")
    .option('--from <file>', 'manifest of an AuditSink, YAML or JSON; "-" for standard input')
    .option('--context <name>', 'kubeconfig context of a cluster that holds the AuditSink')
    .option('--kubeconfig <file>', 'kubeconfig file of --context (default: KUBECONFIG, or ~/.kube/config)')
    .option('--pulumi-state <file>', 'exported Pulumi state that declares the AuditSink; "-" for standard input')
    .option('--sink <name>', 'which AuditSink, where there are several')
    .addOption(new Option('--to <form>', 'what to render').choices([...FORMS, 'all'] as const).makeOptionMandatory())
    .addOption(new Option('--service-address <address>', "address that API servers reach the sink's Service by, such as its ClusterIP").argParser(address))
    .option('--out <dir>', 'write files there, with those that the form refers to (default: print the form)')
    .addHelpText('after', EXAMPLES);

/** The flags of `logproof render`. */
export type RenderFlags = FlagsOf<typeof renderCommand>;

function address(value: string): string {
  if (isIP(value) === 0 && !/^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?$/.test(value)) throw new InvalidArgumentError('Expected an IP address or a host name.');
  return value;
}
