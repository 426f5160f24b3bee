import { stringify } from 'yaml';
import { subjectKinds, type AnyControl } from '../../policypack/core/control.js';
import { describeControl, type DescribedControl, type DescribedParameter } from '../../policypack/core/describe-control.js';
import { check } from '../../policypack/core/evaluate.js';
import { KINDS } from '../../policypack/kinds/index.js';
import { FRAMEWORKS, type FrameworkId } from '../../policypack/frameworks/index.js';
import { givenBy, type Fixture } from '../../test/controls/fixture.js';
import { examplesOf, type Examples } from './fixture-examples.js';
import { cell, doNotEdit, prose, type GeneratedFile } from './generated-file.js';
import { describeType } from './schema-type.js';
import { judges } from './subject-names.js';

/** `docs/controls/<id>.md`: everything that a person who met a finding wants to know. */
export function controlPage(control: AnyControl): GeneratedFile {
  const described = describeControl(control);
  const examples = examplesOf(control.id);
  const sections = [
    [doNotEdit('the control and its fixtures')],
    [`# ${control.id}`],
    [control.title],
    facts(control, described),
    ['## Why', control.rationale],
    ['## How to fix it', control.remediation],
    ['## Parameters', parameters(described.parameters)],
    ['## Frameworks', frameworks(described.references)],
    ['## Configure it', 'In `logproof.yaml`, for the policy pack and the scanner alike:', yaml({ controls: { [control.id]: entry(described, examples) } })],
    waiverSection(control),
    ['## Examples', 'From the tests of this control: what is known of the subject, and the verdict.'],
    ...[examples.pass, examples.fail].map((fixture) => (fixture ? example(control, fixture) : [])),
  ];
  return { path: `docs/controls/${control.id}.md`, text: `${sections.flat().join('\n\n')}\n` };
}

const facts = (control: AnyControl, { severity, level }: DescribedControl): string[] => [
  [
    '| Severity | Level unless configured | Judges |',
    '|---|---|---|',
    `| ${severity} | ${level} | ${cell(judges(control))} |`,
  ].join('\n'),
];

function parameters(described: readonly DescribedParameter[]): string {
  if (described.length === 0) return 'None.';
  return [
    '| Parameter | Type | Default | Means |',
    '|---|---|---|---|',
    ...described.map((parameter) => {
      const shown = parameter.default === undefined ? 'none' : `\`${JSON.stringify(parameter.default)}\``;
      return `| \`${parameter.name}\` | ${cell(describeType(parameter.schema))} | ${cell(shown)} | ${prose(parameter.description)} |`;
    }),
  ].join('\n');
}

function frameworks(references: DescribedControl['references']): string {
  const rows = Object.entries(references).map(([id, sections]) => {
    const { title, url } = FRAMEWORKS[id as FrameworkId];
    return `| \`${id}\` | [${title}](${url}) | ${cell(sections.join(', '))} |`;
  });
  return ['| Id | Framework | Sections |', '|---|---|---|', ...rows].join('\n');
}

/** The entry with every parameter written out: defaults where there are, else what the fixtures use. */
function entry({ level, parameters }: DescribedControl, { params }: Examples): Readonly<Record<string, unknown>> {
  const values = parameters.map(({ name, default: value }) => [name, value ?? params[name]]).filter(([, value]) => value !== undefined);
  return { level, ...(Object.fromEntries(values) as object) };
}

function waiverSection(control: AnyControl): string[] {
  if (subjectKinds(control).includes('logproof.waiver')) return [];
  const waiver = {
    control: control.id,
    subject: waivedSubject(control),
    reason: 'Synthetic data only',
    owner: 'team-ml',
    approver: 'security',
    expires: '2027-03-31',
  };
  return ['## Waive it', 'In `waivers.yaml`, for a limited time and approved by somebody else than its owner:', yaml([waiver])];
}

/** A glob on an id, as the subjects of that kind have it. */
function waivedSubject(control: AnyControl): string {
  const [kind = 'aws.log-group'] = subjectKinds(control);
  return KINDS.get(kind).docs.waive;
}

function example(control: AnyControl, fixture: Fixture): string[] {
  const params = control.params.parse(fixture.params ?? {}) as Record<string, unknown>;
  const context = { today: fixture.today ?? '2026-06-01', origin: fixture.origin ?? 'live' } as const;
  const given = givenBy(fixture, control);
  const { outcome, message } = check({ control, params }, given, { ...context, joined: given });
  const lead = fixture.params ? `With ${Object.entries(fixture.params).map(([name, value]) => `\`${name}: ${JSON.stringify(value)}\``).join(', ')}:` : undefined;
  return [
    `### ${fixture.expect.outcome === 'pass' ? 'Passes' : 'Fails'}`,
    ...(lead ? [lead] : []),
    `\`\`\`json\n${JSON.stringify(fixture.given, null, 2)}\n\`\`\``,
    `> ${outcome}: ${message}`,
  ];
}

const yaml = (value: unknown): string => `\`\`\`yaml\n${stringify(value, { lineWidth: 100, flowCollectionPadding: true }).trimEnd()}\n\`\`\``;
