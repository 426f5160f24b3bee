import fc from 'fast-check';
import { LONGEST_GLOB } from '../../policypack/configuration/globs.js';
import { readYaml } from '../../policypack/configuration/yaml.js';
import { Late, within } from '../../policypack/core/deadline.js';
import { globMistake, matcher } from '../../policypack/core/glob.js';
import { visibleLines } from '../../policypack/core/visible.js';
import { KINDS } from '../../policypack/kinds/index.js';
import { factsInTime } from '../../policypack/kinds/declared/in-time.js';
import { decodeProperties } from '../../policypack/kinds/declared/property-values.js';
import { certificateBundle } from '../../policypack/kinds/kubernetes/audit-sink/certificate-bundle.js';
import { labelSelector } from '../../policypack/kinds/kubernetes/label-selector.js';
import { firstYamlDocument, yamlDocuments } from '../../policypack/kinds/kubernetes/yaml/documents.js';
import { jsonFault } from '../../policypack/kinds/kubernetes/yaml/refused-text.js';
import { holdsPlaceholder } from '../../policypack/core/placeholder.js';
import { parseState } from '../../scanner/sources/pulumi-state/parse-state.js';
import { auditSinkFact } from '../../scanner/sources/kubernetes/audit-sink.js';
import type { Oracle } from './oracle.js';

/** Characters of a text: what takes the square of them takes many seconds. */
const LONG = 60_000;
/** Milliseconds of processor time. What is linear takes a tenth of it on a machine that does nothing else. */
const MOST_MS = 2_000;
/** Milliseconds after which a door is stopped, however busy the machine is. */
const STOPPED = 20_000;

/** A longer name of anything that is selected would be refused by whoever keeps it. */
const LONGEST_NAME = 2_048;

/** What hostile texts are made of: what the grammars of the doors repeat, and what makes a reader go back. */
const UNITS = [
  '{', '[', '(', '"', "'", '\\', '\\n', '- ', '? ', ': ', 'a: ', 'a:\n', '&a ', '*a ', '<<: ', '!a ', '---\n', '%YAML 1.1\n', '# a\n', '\n', '\t', ' ', ',', ', ', '}', ']', '{a: ', '["', '|\n', '>\n',
  '.test', '.', '-', 'a.', 'example.', '${', '$(', '{{', '__', '__a', '%a', '<a', '<a ', '@', '://', '*', '**/', '**', '?', 'a*', '/', '//', ':*',
  '-----BEGIN A-----', '-----END A-----', '-----BEGIN CERTIFICATE-----\n', 'audit.k8s.io: ', 'apiVersion: audit.k8s.io/v1\n', 'kind: Policy\n', 'a in (', '!', '=', '\r', '\u2028', '\u0300', '\u202e', '\ud83d\ude00', '##[', '::', '\u001b[1m',
];

const state = (inputs: object): string =>
  JSON.stringify({ version: 3, deployment: { resources: [{ urn: 'urn:pulumi:s::p::aws:cloudwatch/logGroup:LogGroup::g', type: 'aws:cloudwatch/logGroup:LogGroup', custom: true, id: 'g', inputs, outputs: {} }] } });

const resource = (type: string, properties: object): void =>
  void factsInTime(KINDS, { type, urn: `urn:pulumi:s::p::${type}::a`, name: 'a', properties: decodeProperties(properties, 'shown').tree, propertyDependencies: {} }, 'pulumi:p/s');

/** Where texts that nobody vouches for come in. What a door refuses it has answered. */
const DOORS: Readonly<Record<string, (text: string) => unknown>> = {
  'an annotation of a live audit sink': (text) => auditSinkFact('kubernetes:a', { metadata: { name: 'a', annotations: { a: text } } } as never).texts.map(({ value }) => holdsPlaceholder(value)),
  'the caBundle of an audit sink': certificateBundle,
  'a key of a ConfigMap': (text) => resource('kubernetes:core/v1:ConfigMap', { metadata: { name: 'audit-policy', namespace: 'a' }, data: { 'policy.yaml': `# audit.k8s.io\n${text}` } }),
  'the name of a ConfigMap': (text) => resource('kubernetes:core/v1:ConfigMap', { metadata: { name: text, namespace: text }, data: { [text]: 'audit.k8s.io: [' } }),
  'the url of an audit sink': (text) => resource('kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink', { metadata: { name: 'a' }, spec: { webhook: { clientConfig: { url: `https://${text}` } } } }),
  'a log group of a program': (text) => resource('aws:cloudwatch/logGroup:LogGroup', { name: text, arn: `arn:aws:logs:${text}`, tags: { [text]: text } }),
  'a text': holdsPlaceholder,
  'a line of a report': (text) => visibleLines(text, { colours: true }),
  'a policy file': firstYamlDocument,
  'a manifest': yamlDocuments,
  'a policy in JSON': (text) => jsonFault(`{"a": ${text}`),
  'the configuration': (text) => readYaml(text, 'logproof.yaml'),
  'a state': (text) => parseState(text, 'state.json'),
  'a value of a state': (text) => parseState(state({ name: text }), 'state.json'),
  'a truncated state': (text) => parseState(state({ name: text }).slice(0, -20), 'state.json'),
  'a selection': (text) => {
    const selection = text.slice(0, LONGEST_GLOB);
    return globMistake(selection) === undefined ? matcher([selection])(text.slice(0, LONGEST_NAME)) : undefined;
  },
  'a name that a selection is for': (text) => matcher(['**/a*b?c/**'])(text),
  'a label selector': labelSelector,
};

/** Processor time of one go, in milliseconds; what is thrown is an answer too, unless it took too long. */
function timeAt(door: (text: string) => unknown, text: string): number {
  const before = process.cpuUsage();
  try {
    within(STOPPED, () => door(text));
  } catch (problem) {
    if (problem instanceof Late || (problem instanceof RangeError && /stack/.test(problem.message))) return Infinity;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const oracle: Oracle = {
  promise: 'a text that repeats whatever it likes is answered in a time that grows with it, at every door, and runs no stack out',
  property: () =>
    fc.property(fc.constantFrom(...Object.keys(DOORS)), fc.array(fc.constantFrom(...UNITS), { minLength: 1, maxLength: 3 }), fc.constantFrom('', '\u0000', 'a', '"'), (name, units, end) => {
      const door = DOORS[name] as (text: string) => unknown;
      const unit = units.join('');
      const text = `${unit.repeat(Math.ceil(LONG / unit.length))}${end}`;
      // The machine may be busy at one time, and is not at two.
      return timeAt(door, text) <= MOST_MS || timeAt(door, text) <= MOST_MS;
    }),
  few: 40,
  many: 600,
};

export default oracle;
