import { resolve } from 'node:path';
import { isIP } from 'node:net';
import { decodeProperties } from '../../../policypack/kinds/declared/property-values.js';
import { declaredResource } from '../../sources/pulumi-state/declared-resources.js';
import { parseState } from '../../sources/pulumi-state/parse-state.js';
import { readStateText } from '../../sources/pulumi-state/read-state.js';
import type { StateResource } from '../../sources/pulumi-state/state-resource.js';
import type { CommandContext } from '../context.js';
import { asAuditSink, items, nameOf, type FoundSink, type FoundSinks, type ServiceName } from './found-sinks.js';

const GROUP = 'kubernetes:auditregistration.k8s.io/v1alpha1';
/** A patch is part of an object only, and is not rendered. */
const SINKS: ReadonlySet<string> = new Set([`${GROUP}:AuditSink`, `${GROUP}:AuditSinkList`]);

/** The AuditSinks that a state declares, and the addresses of its Services. @throws InputMistake */
export async function sinksOfState(file: string, { cwd, stdin, signal }: CommandContext): Promise<FoundSinks> {
  const where = file === '-' ? 'standard input' : file;
  const { resources } = parseState(await readStateText(file === '-' ? file : resolve(cwd, file), where, stdin, signal), where);
  const services = resources.filter(({ type }) => type === 'kubernetes:core/v1:Service');
  const addressOf = (service: ServiceName): string | undefined => addressAmong(services, service);
  return { where, sinks: resources.filter(({ type, external }) => SINKS.has(type) && !external).flatMap((resource) => sinksOf(resource, where, addressOf)) };
}

function sinksOf(resource: StateResource, file: string, addressOf: (service: ServiceName) => string | undefined): FoundSink[] {
  const { name, type, properties } = declaredResource(resource);
  const objects = type.endsWith('List') ? items({ ...(properties as object), kind: 'AuditSinkList' }) : [asAuditSink(properties)];
  return objects.map((tree) => ({ name: nameOf(tree), where: `${file}: ${name}`, tree, addressOf }));
}

/** Only the server chooses a ClusterIP: it is among the outputs. */
function addressAmong(services: readonly StateResource[], { namespace, name }: ServiceName): string | undefined {
  for (const { outputs } of services) {
    const { metadata, spec } = decodeProperties(outputs, 'hidden').tree as {
      metadata?: { name?: unknown; namespace?: unknown };
      spec?: { clusterIP?: unknown };
    };
    const ip = spec?.clusterIP;
    if (metadata?.name === name && (metadata.namespace ?? 'default') === namespace && typeof ip === 'string' && isIP(ip) !== 0) return ip;
  }
  return undefined;
}
