import { dayOf } from '../../../policypack/core/calendar.js';
import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { certificateBundle } from '../../../policypack/kinds/kubernetes/audit-sink/certificate-bundle.js';
import { FORMS, notKept, readAuditSink, renderAll, withNeeded, type AuditSink, type Form, type SinkReading } from '../../render/index.js';
import { visible } from '../../reporters/printable.js';
import type { CommandContext } from '../context.js';
import { UnreadCluster, type FoundSink, type FoundSinks } from './found-sinks.js';
import { writeForms } from './write-forms.js';
import type { RenderFlags } from './command.js';
import { findSinks } from './find-sinks.js';

/**
 * Renders one AuditSink and prints or writes the forms asked for.
 * @returns the exit code
 * @throws InputMistake
 */
export async function runRender(flags: RenderFlags, context: CommandContext): Promise<number> {
  checkFlags(flags);
  let found: FoundSinks;
  try {
    found = await findSinks(flags, context);
  } catch (problem) {
    if (!(problem instanceof UnreadCluster)) throw problem;
    context.stderr(`${problem.message}\n`);
    return 3;
  }
  const chosen = choose(found, flags.sink);
  const { sink: asWritten, ignored } = checked(chosen);
  const sink = addressed(asWritten, flags.serviceAddress ?? (await knownAddress(asWritten, chosen)));
  const forms = flags.to === 'all' ? FORMS : flags.out === undefined ? [flags.to] : withNeeded(flags.to);
  const rendered = renderAll(sink, forms);
  if (flags.out === undefined) await context.stdout(rendered[0]?.text ?? '');
  else await writeForms(rendered, flags.out, context);
  context.stderr([...warnings(sink, ignored, found, chosen, context.now()), ...losses(sink, forms)].map((line) => `${visible(line)}\n`).join(''));
  return 0;
}

function checkFlags({ from, context, kubeconfig, pulumiState, to, out }: RenderFlags): void {
  const given = [from, context, pulumiState].filter((source) => source !== undefined).length;
  if (given !== 1) throw new InputMistake('give one of --from FILE, --context NAME and --pulumi-state FILE: where the AuditSink is read');
  if (kubeconfig !== undefined && context === undefined) throw new InputMistake('--kubeconfig is for --context NAME');
  if (to === 'all' && out === undefined) throw new InputMistake('--to all makes several files: give --out DIR');
}

function choose({ where, sinks }: FoundSinks, name: string | undefined): FoundSink {
  const names = sinks.map((sink) => visible(sink.name)).join(', ');
  if (sinks.length === 0) throw new InputMistake(`${where}: holds no AuditSink (auditregistration.k8s.io/v1alpha1)`);
  const [first, ...others] = name === undefined ? sinks : sinks.filter((sink) => sink.name === name);
  if (first === undefined) throw new InputMistake(`${where}: holds no AuditSink of that name; it holds: ${names}`);
  if (others.length > 0) throw new InputMistake(`${where}: holds ${name === undefined ? `several AuditSinks: give --sink NAME, one of ${names}` : 'that AuditSink more than once'}`);
  return first;
}

type Checked = Extract<SinkReading, { sink: AuditSink }>;

function checked({ where, tree }: FoundSink): Checked {
  const reading = readAuditSink(tree);
  if ('sink' in reading) return reading;
  throw new InputMistake(reading.problems.map(({ field, problem }) => visible(`${where}: ${field}: ${problem}`)).join('\n'));
}

const knownAddress = async ({ destination }: AuditSink, { addressOf }: FoundSink): Promise<string | undefined> =>
  destination.kind === 'service' ? addressOf?.(destination) : undefined;

function addressed(sink: AuditSink, address: string | undefined): AuditSink {
  if (address === undefined) return sink;
  if (sink.destination.kind === 'url') throw new InputMistake('--service-address is for a sink that sends to a Service; this one sends to a url');
  return { ...sink, destination: { ...sink.destination, address } };
}

function warnings(sink: AuditSink, ignored: readonly string[], { sinks }: FoundSinks, { where }: FoundSink, now: Date): string[] {
  const others = sinks.filter(({ name }) => name !== sink.name).map(({ name }) => name);
  return [
    ...ignored.map((field) => `warning: ${where}: ${field}: no API server ever read this field, and it is left out`),
    ...expired(sink, now).map((day) => `warning: ${where}: spec.webhook.clientConfig.caBundle: a certificate expired on ${day}: the API server will refuse the collector`),
    ...(others.length > 0 ? [`warning: not rendered: ${others.join(', ')}`] : []),
  ];
}

const losses = (sink: AuditSink, forms: readonly Form[]): string[] => [
  `What the AuditSink ${sink.name} promised and this cannot keep:`,
  ...new Set(forms.flatMap((form) => notKept(sink, form).map((text) => `- ${text}`))),
];

const expired = ({ caBundle }: AuditSink, now: Date): string[] =>
  caBundle === undefined ? [] : certificateBundle(caBundle).certificates.map(({ notAfter }) => notAfter).filter((day) => day < dayOf(now));
