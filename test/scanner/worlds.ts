import type { Stage } from '../../policypack/core/assemble.js';
import type { DeclaredResource } from '../../policypack/core/declared-resource.js';
import type { Fact } from '../../policypack/core/fact.js';
import { stackScope } from '../../policypack/kinds/declared/urn.js';
import { KINDS } from '../../policypack/kinds/index.js';
import { READERS as AWS_READERS } from '../../scanner/sources/aws/readers.js';
import { kindsOf } from '../../scanner/sources/kubernetes/reader.js';
import { READERS as KUBERNETES_READERS } from '../../scanner/sources/kubernetes/readers.js';
import type { SourceName } from '../../scanner/sources/source.js';
import { factsOfStack } from '../../tools/cases/declared.js';
import { AWS, CLUSTER, type World } from '../kinds/a-kind.js';
import { TESTED, tested } from '../kinds/all.js';

/** The stack that declares a thing of every kind. */
export const STACK = stackScope('prod', 'shop');

/** Another stack, with a log group that it alone declares: beside it a scan asks who declares what. */
const BESIDE = stackScope('beside', 'shop');
const GROUP_BESIDE: DeclaredResource = {
  type: 'aws:cloudwatch/logGroup:LogGroup',
  urn: 'urn:pulumi:beside::shop::aws:cloudwatch/logGroup:LogGroup::beside',
  name: 'beside',
  properties: { name: 'beside', arn: `arn:aws:logs:${AWS.split(':')[2]}:${AWS.split(':')[1]}:log-group:beside` },
  propertyDependencies: {},
};

/** What the two stacks say. */
export const DECLARED: readonly Fact[] = [...factsOfStack([...TESTED.values()].flatMap(({ resources = [] }) => resources)), ...KINDS.factsOf(GROUP_BESIDE, BESIDE)];

/** Where a kind is read: live, if it is read there at all. */
export function placeOf(kind: string): { readonly source: SourceName; readonly scope: string } {
  const isRead = tested(kind).live !== undefined || AWS_READERS.some((reader) => reader.kind === kind);
  if (!isRead) return { source: 'pulumi', scope: STACK };
  return kind.startsWith('aws.') ? { source: 'aws', scope: AWS } : { source: 'kubernetes', scope: CLUSTER };
}

/** The kinds that are read in a stage, as their readers say; what no reader lists is an anchor if it is kept whole. */
export function stageOf(kind: string): Exclude<Stage, 'declared'> {
  const reader = AWS_READERS.find((one) => one.kind === kind) ?? KUBERNETES_READERS.find((one) => kindsOf(one).includes(kind));
  return reader?.stage ?? (KINDS.get(kind).keep === 'all' ? 'anchors' : 'flow');
}

/** What is joined to others is read before them, within a stage too. */
const LIVE = [...TESTED].toSorted(([a], [b]) => Number(KINDS.get(b).keep === 'all') - Number(KINDS.get(a).keep === 'all'));

/** Servers that read AuditSink and that do not, with another export and without; an account that, without a log group, only STS tells. */
export const WORLDS: readonly World[] = [
  { minor: 36, hasLogGroup: true },
  { minor: 18, hasLogGroup: true },
  { minor: 36, hasLogGroup: false },
  { minor: 36, hasLogGroup: true, isSilent: true },
  { minor: 18, hasLogGroup: true, isSilent: true },
];

/** What is read live, a thing of every kind, in the order in which sources yield it. */
export const live = (world: World): readonly Fact[] => LIVE.flatMap(([, { live: of }]) => of?.(world) ?? []);

/** All of it: what the stack declares, and what is read live. */
export const everything = (world: World): readonly Fact[] => [...DECLARED, ...live(world)];
