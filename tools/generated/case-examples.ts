import { stringify } from 'yaml';
import type { AnyControl } from '../../policypack/core/control.js';
import type { Case, CaseResource } from '../cases/case.js';
import { hasUnread } from '../cases/declared.js';
import { judgedCase } from '../cases/judged-case.js';
import { callOf } from '../cases/live.js';

type Outcome = Case['expect']['outcome'];

/** A way in which a case says what there is to judge, and how a reader of the documentation is shown it. */
interface Form {
  /** Whether a case has it, and can be shown whole. */
  readonly has: (one: Case) => boolean;
  readonly shown: (one: Case) => readonly string[];
}

/** As a Pulumi program and a server say it; facts only where no case does either. */
const FORMS: readonly Form[] = [
  {
    has: ({ declared }) => declared !== undefined && !declared.some(hasUnread),
    shown: ({ declared = [] }) => ['Declared in a Pulumi program:', pulumiYaml(declared)],
  },
  {
    has: ({ live }) => live !== undefined,
    shown: ({ live = {} }) => Object.entries(live).flatMap(([kind, answer]) => [`Live, as \`${callOf(kind)}\` answers:`, answerText(answer)]),
  },
];

const FACTS: Form = {
  has: ({ given, plain }) => (given ?? plain) !== undefined,
  shown: ({ given, plain }) => ['What is known of the subject:', fenced('json', JSON.stringify({ ...plain, ...given }, null, 2))],
};

/** The examples of a control: of each outcome the simplest case in each form, with its verdict. What is tested is what is shown. */
export function examplesOf(control: AnyControl, cases: readonly Case[]): string[] {
  const titles: readonly (readonly [Outcome, string])[] = [['pass', 'Passes'], ['fail', 'Fails']];
  return titles.flatMap(([outcome, title]) => {
    const ending = cases.filter(({ expect }) => expect.outcome === outcome);
    const shown = FORMS.flatMap((form) => exampleIn(form, ending, control));
    const all = shown.length > 0 ? shown : exampleIn(FACTS, ending, control);
    return all.length > 0 ? [`### ${title}`, ...all] : [];
  });
}

/** Parameters without a default, as the cases set them. */
export const paramsIn = (cases: readonly Case[]): Readonly<Record<string, unknown>> => cases.find(({ params }) => params)?.params ?? {};

function exampleIn(form: Form, cases: readonly Case[], control: AnyControl): string[] {
  const [simplest] = cases.filter(form.has).sort((a, b) => size(a) - size(b) || (a.name < b.name ? -1 : 1));
  if (!simplest) return [];
  const { outcome, message } = judgedCase(control, simplest);
  const params = Object.entries(simplest.params ?? {}).map(([name, value]) => `\`${name}: ${JSON.stringify(value)}\``);
  return [...(params.length > 0 ? [`With ${params.join(', ')}:`] : []), ...form.shown(simplest), `> ${outcome}: ${message}`];
}

/** An example that needs no parameters and says its message comes first. */
const size = ({ given, plain, declared, live, params, expect }: Case): number =>
  JSON.stringify(declared ?? live ?? { ...plain, ...given }).length + (params ? 1000 : 0) + (expect.message === undefined ? 500 : 0);

function pulumiYaml(resources: readonly CaseResource[]): string {
  const entries = resources.map(({ name, type, inputs }) => [name, { type, properties: inputs }] as const);
  return fenced('yaml', stringify({ resources: Object.fromEntries(entries) }, { lineWidth: 0 }).trimEnd());
}

const answerText = (answer: unknown): string => (typeof answer === 'string' ? fenced('text', answer.trimEnd()) : fenced('json', JSON.stringify(answer, null, 2)));

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;
