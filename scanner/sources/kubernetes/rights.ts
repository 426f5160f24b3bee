import { Document, isMap, isSeq, visit } from 'yaml';
import { ROLES, type Right, type RoleName } from './client/call.js';
import type { ClusterOrder } from './reader.js';
import { readersFor } from './cluster-sources.js';

/** The account that rights are bound to. */
const ACCOUNT = { name: 'logproof', namespace: 'logproof' };

/** The account, and the namespace that it is in, as YAML. */
export const accountObjects = `apiVersion: v1
kind: Namespace
metadata:
  name: ${ACCOUNT.namespace}
  labels:
    # Nothing that runs here needs more: logproof's CronJob does not.
    pod-security.kubernetes.io/enforce: restricted
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: ${ACCOUNT.name}
  namespace: ${ACCOUNT.namespace}
# A pod has to ask for the token: only the scan's does.
automountServiceAccountToken: false
`;

const RBAC = 'rbac.authorization.k8s.io';

/** Columns of a comment. */
const WIDTH = 116;

/**
 * The rights that it takes to read what is asked of clusters.
 * @param orders what is asked of each; clusters that are asked for the same need the same
 * @param wanted the kinds that the run's controls need; absent: all that are asked for
 */
export const rightsToRead = (orders: readonly ClusterOrder[], wanted?: ReadonlySet<string>): Right[] =>
  orders.flatMap((order) => readersFor({ order, wanted }).flatMap((reader) => reader.rights(order)));

/**
 * RBAC that grants rights and no others, as YAML: a role for each thing that a scan is asked to do, in the cluster or in
 * the one namespace that it concerns, each rule with its reason, each bound to the account `logproof/logproof`.
 */
export const kubernetesRights = (rights: readonly Right[]): string =>
  ROLES.flatMap((role) => objectsOf(role, rights.filter((right) => right.role === role)))
    .map((object) => textOf(object))
    .join('---\n');

interface Rule {
  readonly why: string;
  readonly grants: Readonly<Record<string, readonly string[]>>;
}

interface RbacObject {
  readonly object: object;
  /** The reasons of its rules, in their order. */
  readonly whys: readonly string[];
}

/** What is needed in the whole cluster comes first. */
function objectsOf(role: RoleName, rights: readonly Right[]): RbacObject[] {
  const namespaces = [...new Set(rights.map(placeOf))].filter((namespace) => namespace !== undefined);
  return [undefined, ...namespaces].flatMap((namespace) => {
    const here = rights.filter((right) => placeOf(right) === namespace);
    return here.length === 0 ? [] : roleAndBinding(`logproof-${role}`, namespace, rulesOf(here));
  });
}

const placeOf = (right: Right): string | undefined => ('path' in right ? undefined : right.namespace);

function roleAndBinding(name: string, namespace: string | undefined, rules: readonly Rule[]): RbacObject[] {
  const kind = namespace === undefined ? 'ClusterRole' : 'Role';
  const head = (of: string) => ({ apiVersion: `${RBAC}/v1`, kind: of, metadata: { name, ...(namespace !== undefined && { namespace }) } });
  return [
    { object: { ...head(kind), rules: rules.map(({ grants }) => grants) }, whys: rules.map(({ why }) => why) },
    { object: { ...head(`${kind}Binding`), roleRef: { apiGroup: RBAC, kind, name }, subjects: [{ kind: 'ServiceAccount', ...ACCOUNT }] }, whys: [] },
  ];
}

/** Rights that differ by what they name alone, and for one reason, are one rule. */
function rulesOf(rights: readonly Right[]): Rule[] {
  const alike = new Map<string, [Right, ...Right[]]>();
  for (const right of rights) {
    const key = 'path' in right ? JSON.stringify([right.why]) : JSON.stringify([right.why, right.apiGroup, right.verbs, right.name === undefined ? [] : [right.resource]]);
    const others = alike.get(key);
    if (others) others.push(right);
    else alike.set(key, [right]);
  }
  return [...alike.values()].map((group) => ({ why: group[0].why, grants: grantsOf(group) }));
}

function grantsOf(group: readonly [Right, ...Right[]]): Rule['grants'] {
  const [first] = group;
  if ('path' in first) return { nonResourceURLs: distinct(group.map((right) => ('path' in right ? right.path : undefined))), verbs: ['get'] };
  const names = distinct(group.map((right) => ('path' in right ? undefined : right.name)));
  return {
    apiGroups: [first.apiGroup],
    resources: distinct(group.map((right) => ('path' in right ? undefined : right.resource))),
    ...(names.length > 0 && { resourceNames: names }),
    verbs: first.verbs,
  };
}

const distinct = (values: readonly (string | undefined)[]): string[] => [...new Set(values.filter((value) => value !== undefined))];

function textOf({ object, whys }: RbacObject): string {
  // Go's parsers still read YAML 1.1, in which a namespace may be `on`.
  const document = new Document(object, { compat: 'yaml-1.1' });
  const rules = document.get('rules');
  if (isSeq(rules)) {
    rules.items.forEach((rule, index) => {
      // One reason for several rules stands before the first of them.
      if (isMap(rule) && whys[index] !== whys[index - 1]) rule.commentBefore = wrapped(whys[index] ?? '');
    });
    visit(rules, { Seq: (_, list) => void (list !== rules && (list.flow = true)) });
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Lines of a comment, without the mark. */
function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(` ${word}`);
  }
  return lines.join('\n');
}
