import type { DeclaredReader } from '../../../core/declared-resource.js';
import { kind, of } from '../../../core/kind.js';
import { nameAt } from '../../declared/names.js';
import { readText, texts } from '../../declared/property-tree.js';
import type { LogStreamFacts } from './facts.js';

/** `aws:` calls it `name`, `aws-native:` calls it `logStreamName`. */
const readLogStream: DeclaredReader<LogStreamFacts> = ({ properties, propertyDependencies }) => [
  {
    name: nameAt('log stream', properties, ['name', 'logStreamName']),
    facts: { logGroupName: readText(properties, 'logGroupName'), logGroupUrns: propertyDependencies['logGroupName'] ?? [] },
    texts: texts(properties),
  },
];

export default kind({
  id: 'aws.log-stream',
  noun: 'log stream',
  facts: of<LogStreamFacts>(),
  keep: 'all',
  // Live, a group is asked whether it has one.
  judged: 'declared',
  declared: { 'aws:cloudwatch/logStream:LogStream': readLogStream, 'aws-native:logs:LogStream': readLogStream },
  texts: true,
  docs: { judged: 'each log stream', waive: 'name-*' },
});
