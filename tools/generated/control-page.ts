import { stringify } from 'yaml';
import { subjectKinds, type AnyControl } from '../../policypack/core/control.js';
import { describeControl, type DescribedControl, type DescribedParameter } from '../../policypack/core/describe-control.js';
import { FRAMEWORKS, type FrameworkId } from '../../policypack/frameworks/index.js';
import { casesOf } from '../cases/read-cases.js';
import { examplesOf, paramsIn } from './case-examples.js';
import { cell, doNotEdit, prose, type GeneratedFile } from './generated-file.js';
import { describeType } from './schema-type.js';
import { judges, waivedSubject } from './subject-names.js';

/** `docs/controls/<id>.md`: everything that a person who met a finding wants to know. */
export function controlPage(control: AnyControl): GeneratedFile {
  const described = describeControl(control);
  const cases = casesOf(control.id);
  const sections = [
    [doNotEdit('the control and its cases')],
    [`# ${control.id}`],
    [control.title],
    facts(control, described),
    ['## Why', control.rationale],
    ['## How to fix it', control.remediation],
    ['## Parameters', parameters(described.parameters)],
    ['## Frameworks', frameworks(described.references)],
    ['## Configure it', 'In `logproof.yaml`, for the policy pack and the scanner alike:', yaml({ controls: { [control.id]: entry(described, paramsIn(cases)) } })],
    ...(described.byScope ? [byScope(described, paramsIn(cases))] : []),
    waiverSection(control),
    ['## Examples', 'From the tests of this control, with the verdict.'],
    examplesOf(control, cases),
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

/** The entry with every parameter written out: defaults where there are, else what the cases use. */
function entry({ level, parameters }: DescribedControl, params: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const values = parameters.map(({ name, default: value }) => [name, value ?? params[name]]).filter(([, value]) => value !== undefined);
  return { level, ...(Object.fromEntries(values) as object) };
}

/** Settings for some log groups, and others for the rest. */
function byScope(described: DescribedControl, params: Readonly<Record<string, unknown>>): string[] {
  const usual = entry(described, params);
  const entries = [{ scope: { include: ['/aws/bedrock/**', 'ai-*'] }, ...usual }, { ...usual, level: 'advisory' }];
  return [
    'Or a list, of which the first entry whose `scope` takes a log group holds for it (names and tags, as in `scope.logGroups`), and one without `scope` for the rest; what no entry takes has the defaults. Where it is not known whether a scope takes a group, its verdict is not known:',
    yaml({ controls: { [described.id]: entries } }),
  ];
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

const yaml = (value: unknown): string => `\`\`\`yaml\n${stringify(value, { lineWidth: 100, flowCollectionPadding: true }).trimEnd()}\n\`\`\``;
