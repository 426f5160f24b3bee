import { beforeAll, describe, expect, it } from 'vitest';
import logEvents from '../../scanner/sources/aws/log-events.js';
import { CALLS } from '../../scanner/sources/aws/calls.js';
import { KIND_RIGHTS } from '../../scanner/sources/kubernetes/ai-workload/calls.js';
import type { Right } from '../../scanner/sources/kubernetes/client/call.js';
import { READERS } from '../../scanner/sources/kubernetes/readers.js';
import { labelSelector, type LabelSelector } from '../../policypack/kinds/kubernetes/label-selector.js';
import { ACCOUNTS, CLUSTERS, type World } from '../oracles/answers/worlds.js';

/** Everything that scans of these worlds asked, by operation. */
const askedOf = async (worlds: readonly World[]): Promise<Set<string>> => {
  const asked = new Set<string>();
  for (const world of worlds) for (const operation of Object.keys((await world.scan()).requests)) asked.add(operation);
  return asked;
};

/** What a right is for, as the simulator names the call. */
const operationOf = (right: Right): string => ('path' in right ? `get ${right.path}` : `${right.verbs.join()} ${right.resource}`);

describe('everything that a reader asks is asked by the worlds whose answers are changed', () => {
  let ofAws: Set<string>;
  let ofKubernetes: Set<string>;
  beforeAll(async () => {
    ofAws = await askedOf(ACCOUNTS);
    ofKubernetes = await askedOf(CLUSTERS);
  }, 60_000);

  // A probe asks for events, and no scan.
  it.each(Object.keys(CALLS).filter((operation) => !Object.hasOwn(logEvents.calls, operation)))('%s', (operation) => {
    expect(ofAws).toContain(operation);
  });

  const order = { apiServers: { policy: { configMap: 'kube-system/policy', key: 'policy.yaml' } }, aiWorkloads: { namespaces: [], namespaceSelector: labelSelector('ai=yes') as LabelSelector } };
  // Of the hundred kinds of AI operators, which all are asked alike, the worlds serve some.
  const rights = READERS.flatMap((reader) => reader.rights(order)).filter((right) => !(KIND_RIGHTS as readonly Right[]).includes(right));
  it.each([...new Set(rights.map(operationOf)), 'get /version', 'get /apis', 'list rayclusters', 'list deployments', 'list cronjobs'])('%s', (operation) => {
    expect(ofKubernetes).toContain(operation);
  });
});

describe('every call of AWS says what its answer is', () => {
  // What was never set is said by nothing.
  const MAY_BE_EMPTY = new Set(['GetModelInvocationLoggingConfiguration', 'GetBucketVersioning']);

  it.each(Object.entries(CALLS))('%s', (operation, { answer }) => {
    for (const other of [undefined, null, [], 'text', 7]) expect(answer.safeParse(other).success, JSON.stringify(other)).toBe(false);
    expect(answer.safeParse({}).success).toBe(MAY_BE_EMPTY.has(operation));
  });
});
