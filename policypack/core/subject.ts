import type { AiWorkloadFacts, ApiServerFacts, AuditDeliveryFacts, AuditSinkFacts, ControlPlaneFacts, LogGroupFacts, LogStreamFacts, ServiceFacts } from '../kinds/facts.js';
import type { AuditPolicy } from '../audit-policy/policy.js';
import type { AuditWebhook } from '../kinds/kubernetes/auditing/webhook.js';
import type { AuditPolicyFacts } from '../kinds/kubernetes/auditing/files.js';
import type { RefusedFile } from '../kinds/kubernetes/yaml/refused-file.js';
import type { EquivalentExport, ServerVersion } from '../kinds/kubernetes/cluster/facts.js';
import type { Location, Origin, Text } from './fact.js';
import type { Known } from './known.js';

/** An AuditSink joined with what it depends on: the Service that it names, and the server that should read it. */
export interface AuditSinkSubject extends AuditSinkFacts {
  /** The ports of the named Service; `absent` when it was looked for and is not there. */
  readonly destination: Known<readonly number[] | 'absent'>;
  readonly server: Known<ServerVersion>;
  readonly equivalentExport: Known<EquivalentExport | undefined>;
}

/** A kube-apiserver, with its version and the files on its host as they were given, or are declared. */
export interface ApiServerSubject extends ApiServerFacts {
  readonly policy: Known<AuditPolicy | RefusedFile>;
  /** What said the policy, where it was not given. */
  readonly policyFrom?: string;
  readonly webhook: Known<AuditWebhook | RefusedFile>;
  readonly version: Known<ServerVersion>;
}

/** An audit policy that is declared alone, for servers that nobody names. */
export type AuditPolicySubject = AuditPolicyFacts;

/** The API servers of a cluster together. */
export interface ControlPlaneSubject extends Pick<ControlPlaneFacts, 'accounts' | 'servers' | 'unread' | 'metrics'> {
  readonly version: Known<ServerVersion>;
}

/** What an AuditSink makes of every request. */
export interface SinkPolicy {
  readonly name: string;
  readonly level: Known<string | undefined>;
  readonly stages: Known<readonly string[]>;
}

/** An AI workload, with how its cluster audits. */
export interface AiWorkloadSubject extends AiWorkloadFacts {
  readonly version: Known<ServerVersion>;
  /** The audit policy of the API servers, where it is given. */
  readonly policy: Known<AuditPolicy>;
  /** The export seen in the API servers; undefined where none is. */
  readonly export: Known<EquivalentExport | undefined>;
  /** The cluster's AuditSinks; whether they are read, the version says. */
  readonly sinks: Known<readonly SinkPolicy[]>;
}

/** A cluster and how many audit sinks it has. */
export interface ClusterSubject {
  readonly sinks: Known<number>;
}

/** An AWS account and how many log groups in scope the regions scanned have. */
export interface AccountSubject {
  readonly regions: readonly string[];
  readonly logGroups: Known<number>;
}

/** A Pulumi stack: the providers it uses and how many audit sinks and log groups in scope it declares. */
export interface StackSubject {
  readonly providers: readonly string[];
  readonly sinks: Known<number>;
  readonly logGroups: Known<number>;
}

/** A declared resource, and whether the live system that was read has it. */
export interface DeclaredResourceSubject {
  readonly live: Known<boolean>;
}

/** A waiver, judged as what it is: a promise with an owner, an approver and a last day. */
export interface WaiverSubject {
  readonly owner: string;
  readonly approver: string;
  /** The last day it holds, YYYY-MM-DD. */
  readonly expires: string;
  /** Findings that it matched. */
  readonly matched: Known<number>;
}

/** What controls judge: facts, joined. */
export interface Subjects {
  'kubernetes.audit-sink': AuditSinkSubject;
  'kubernetes.service': ServiceFacts;
  'kubernetes.cluster': ClusterSubject;
  'kubernetes.api-server': ApiServerSubject;
  'kubernetes.audit-policy': AuditPolicySubject;
  'kubernetes.control-plane': ControlPlaneSubject;
  'kubernetes.audit-delivery': AuditDeliveryFacts;
  'kubernetes.ai-workload': AiWorkloadSubject;
  'aws.log-group': LogGroupFacts;
  'aws.log-stream': LogStreamFacts;
  'aws.account': AccountSubject;
  'pulumi.stack': StackSubject;
  'pulumi.resource': DeclaredResourceSubject;
  'logproof.waiver': WaiverSubject;
}

/** The name of a kind of subject. */
export type SubjectKind = keyof Subjects;

/** One thing to judge, with everything that its controls need already joined to it. */
export interface Subject<K extends SubjectKind = SubjectKind> {
  readonly kind: K;
  readonly id: string;
  readonly name: string;
  readonly origin: Origin;
  readonly scope: string;
  readonly given: Subjects[K];
  readonly texts: readonly Text[];
  readonly location?: Location;
}

/** A subject of some kind, told apart by `kind`. */
export type AnySubject = { [K in SubjectKind]: Subject<K> }[SubjectKind];
