import type { FailedCall } from '../../failure.js';

/** The roles that rights stand in, each for one thing that a scan is asked to do. */
export const ROLES = ['scanner', 'api-server', 'audit-files', 'ai-workloads', 'ai-workloads-named', 'openshift', 'probe', 'policy-report'] as const;
export type RoleName = (typeof ROLES)[number];

interface Granted {
  /** The role that grants it. */
  readonly role: RoleName;
  /** Why it is needed, in whole sentences: the rule's comment. */
  readonly why: string;
}

/** The right to ask for objects of a resource. */
export interface ResourceRight extends Granted {
  /** Empty for the core group. */
  readonly apiGroup: string;
  /** Plural. */
  readonly resource: string;
  readonly verbs: readonly string[];
  /** The only namespace that it is needed in. Absent: the whole cluster. */
  readonly namespace?: string;
  /** The only object that it is needed for. RBAC cannot name what is listed. */
  readonly name?: string;
}

/** The right to get a path of the server that is no resource. */
export interface PathRight extends Granted {
  readonly path: string;
}

/** A right that a reader needs, as RBAC grants it. */
export type Right = ResourceRight | PathRight;

/** What a server is asked, as messages and RBAC call it. */
export interface Call {
  /** As messages call it: `list pods in kube-system`. */
  readonly operation: string;
  readonly path: string;
  /** Absent where every authenticated user has it by default (system:discovery, system:basic-user). */
  readonly right?: Right;
  /** Where there is no right of its own: the role whose file tells more. */
  readonly toldBy?: RoleName;
}

/** The file that ships a role; undefined for a role that is made for one configuration only. */
export const manifestOf = (role: RoleName): string | undefined =>
  role === 'audit-files' || role === 'ai-workloads-named' ? undefined : `deploy/kubernetes/rbac${role === 'scanner' ? '' : `-${role}`}.yaml`;

/** The file, or the command, to look into where a call was refused. */
export function grantOf({ right, toldBy }: Call): string | undefined {
  const role = right?.role ?? toldBy;
  // No file that is shipped knows which kinds a user names.
  return role === 'ai-workloads-named' ? 'logproof permissions kubernetes' : role && manifestOf(role);
}

/** A call that failed, with the file that grants it. */
export function failedCall(call: Call, begun = false): FailedCall {
  const grant = grantOf(call);
  return { operation: call.operation, begun, ...(grant !== undefined && { grant }) };
}
