import { EVERYTHING, holes, readPolicy, type AuditPolicy } from '../policypack/audit-policy/index.js';
import { median } from './measure.js';
import type { Row } from './row.js';

const LIMIT_MILLISECONDS = 100;
const RULES = [25, 50, 100, 200, 400];
const LIMITED = 200;

/** How the prover's time grows with the rules of a policy; 200 rules are the promise. */
export function auditPolicyRows(): Row[] {
  const took = RULES.map((count) => ({ count, milliseconds: median(Array.from({ length: 7 }, () => decide(aPolicy(count)))) }));
  const promised = took.find(({ count }) => count === LIMITED)?.milliseconds ?? Infinity;
  const growth = took.map(({ count, milliseconds }) => `${count}: ${milliseconds.toFixed(1)}`).join(', ');
  return [
    {
      what: `an audit policy of ${LIMITED} rules decided`,
      against: 'a fixed bound, warm',
      measured: `${promised.toFixed(1)} ms (by rules: ${growth})`,
      limit: `≤ ${LIMIT_MILLISECONDS} ms`,
      holds: promised <= LIMIT_MILLISECONDS,
    },
  ];
}

function decide(policy: AuditPolicy): number {
  const started = performance.now();
  holes(policy, { level: 'Metadata', stages: ['ResponseComplete'], scope: EVERYTHING });
  return performance.now() - started;
}

/** Rules of every sort that tell users, groups, verbs, namespaces, resources and paths apart, and a catch-all at the end. */
function aPolicy(count: number): AuditPolicy {
  const levels = ['None', 'Metadata', 'Request', 'RequestResponse'];
  const sort = (index: number): object =>
    [
      { users: [`system:serviceaccount:ns-${index}:robot`], verbs: ['get', 'list'] },
      { userGroups: [`team-${index % 17}`], resources: [{ group: 'apps', resources: ['deployments', `kind${index}s`] }] },
      { namespaces: [`ns-${index % 23}`], resources: [{ group: '', resources: ['secrets', 'pods/exec', '*/status'] }] },
      { nonResourceURLs: [`/path${index}*`, '/healthz'] },
      { verbs: ['create', 'update', 'patch'], resources: [{ group: `group${index}.io` }] },
    ][index % 5] ?? {};
  const rules = Array.from({ length: count - 1 }, (_, index) => ({ level: levels[index % 4], ...sort(index) }));
  const text = { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [...rules, { level: 'Metadata' }] };
  const reading = readPolicy(text);
  if (!('policy' in reading)) throw new Error('the bench wrote a policy that is not valid');
  return reading.policy;
}
