import { gap, isKnown, type Known } from '../../core/known.js';
import { declaredLogGroupFacts } from './log-group/facts.js';
import type { AnyFact } from '../../core/fact.js';
import { read, readText, texts } from '../declared/property-tree.js';
import type { DeclaredResource } from '../declared/resource.js';

const valueOf = <T>(fact: Known<T>): T | undefined => (isKnown(fact) ? fact.value : undefined);

/** `aws:` calls it `name`, `aws-native:` calls it `logGroupName`. */
const groupName = ({ properties }: DeclaredResource): string | undefined =>
  valueOf(readText(properties, 'name')) ?? valueOf(readText(properties, 'logGroupName'));

// The assembly joins streams; until then nothing is known of them.
const NOT_JOINED = gap('preview', "the stack's log streams");

export function logGroup(resource: DeclaredResource, scope: string): AnyFact[] {
  const arn = valueOf(readText(resource.properties, 'arn'))?.replace(/:\*$/, '');
  return [
    {
      type: 'fact',
      kind: 'aws.log-group',
      id: arn ?? resource.urn,
      name: groupName(resource) ?? resource.name,
      urn: resource.urn,
      origin: 'declared',
      scope,
      facts: declaredLogGroupFacts(resource.properties, NOT_JOINED),
      texts: texts(resource.properties),
      ...(resource.location && { location: resource.location }),
    },
  ];
}

export function logStream(resource: DeclaredResource, scope: string): AnyFact[] {
  const logGroupName = read(resource.properties, 'logGroupName');
  return [
    {
      type: 'fact',
      kind: 'aws.log-stream',
      id: resource.urn,
      name: valueOf(readText(resource.properties, 'name')) ?? valueOf(readText(resource.properties, 'logStreamName')) ?? resource.name,
      urn: resource.urn,
      origin: 'declared',
      scope,
      facts: {
        logGroupName: isKnown(logGroupName) ? readText(resource.properties, 'logGroupName') : logGroupName,
        logGroupUrns: resource.propertyDependencies['logGroupName'] ?? [],
      },
      texts: texts(resource.properties),
      ...(resource.location && { location: resource.location }),
    },
  ];
}
