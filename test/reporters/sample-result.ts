import { nounsOf } from '../../policypack/core/nouns.js';
import { KINDS } from '../../policypack/kinds/index.js';
import { digest } from '../../policypack/core/fingerprint.js';
import {
  RESULT_SCHEMA,
  type ControlInResult,
  type Drift,
  type Finding,
  type InventoryItem,
  type Result,
  type ResultHead,
  type SubjectReference,
} from '../../policypack/core/result.js';
import { resultOf } from '../../scanner/result/in-memory.js';

const AWS = 'aws:123456789012:eu-west-1';
const PROD = 'kubernetes:prod';

/** Names that break what forgets to escape: markup, scripts, terminals, spreadsheets of text, writing direction, length. */
export const HOSTILE = {
  image: '<img src=x onerror="document.title=\'broken\'">',
  script: '</script><script>document.title="broken"</script>',
  ansi: '\u001b[2J\u001b[31mPASS\u001b]8;;http://evil.test\u0007link',
  rightToLeft: 'ai-\u202Egol-tidua',
  long: `ai-${'very-long-name-'.repeat(40)}end`,
  markdown: '@security ![x](http://evil.test/x.png) [click](javascript:alert(1)) | `tick` **bold** <b>b</b>',
  builder: 'SARIF_BUILDER_INVALID ]]> & \u0000 \uD800',
} as const;

export const logGroup = (name: string, over: Partial<SubjectReference> = {}): SubjectReference => ({
  kind: 'aws.log-group',
  id: `arn:aws:logs:eu-west-1:123456789012:log-group:${name}`,
  name,
  origin: 'live',
  scope: AWS,
  ...over,
});

export const auditSink = (name: string, over: Partial<SubjectReference> = {}): SubjectReference => ({
  kind: 'kubernetes.audit-sink',
  id: `auditregistration.k8s.io/AuditSink//${name}`,
  name,
  origin: 'live',
  scope: PROD,
  ...over,
});

const REMEDIATION = {
  'audit-sink-effective': 'Use an API server flag, or the managed control plane’s log export, to send audit events.',
  'log-group-retention-minimum': 'Set retentionInDays to at least the required days, or lift the account policy that shortens it.',
  'log-group-encrypted': 'Set kmsKeyId to a key of your own.',
  'log-stream-present': 'Create a log stream in the group.',
  'waiver-expired': 'Renew the waiver with its approver, or fix what it waived.',
} as const;
type SampleControl = keyof typeof REMEDIATION;

const control = (id: SampleControl, over: Partial<ControlInResult>): ControlInResult => ({
  title: 'Log groups keep audit logs for the required time',
  severity: 'high',
  level: 'mandatory',
  rationale: 'Logs that expire before an audit asks for them are no evidence.',
  remediation: REMEDIATION[id],
  params: {},
  references: [],
  tally: { pass: 0, fail: 0, unknown: 0, error: 0, notApplicable: 0 },
  ...over,
});

export const CONTROLS: Readonly<Record<SampleControl, ControlInResult>> = {
  'audit-sink-effective': control('audit-sink-effective', {
    title: 'Something in the cluster reads the audit sink',
    severity: 'critical',
    rationale: 'A sink that no server reads collects nothing, however well it is configured.',
    references: [{ framework: 'nist-800-53-r5', id: 'AU-2' }],
    tally: { pass: 0, fail: 1, unknown: 0, error: 0, notApplicable: 0 },
  }),
  'log-group-encrypted': control('log-group-encrypted', {
    title: 'Log groups are encrypted with a key of the customer',
    severity: 'medium',
    level: 'advisory',
    rationale: 'Whoever holds the key decides who reads the logs.',
    references: [{ framework: 'iso-27001', id: 'A.8.24' }],
    tally: { pass: 9_996, fail: 4, unknown: 0, error: 0, notApplicable: 0 },
  }),
  'log-group-retention-minimum': control('log-group-retention-minimum', {
    params: { days: 365, neverExpires: 'allow' },
    references: [
      { framework: 'eu-ai-act', id: '19(1)' },
      { framework: 'eu-ai-act', id: '26(6)' },
      { framework: 'pci-dss-4', id: '10.5.1' },
    ],
    tally: { pass: 9_990, fail: 9, unknown: 0, error: 1, notApplicable: 0 },
  }),
  'log-stream-present': control('log-stream-present', {
    title: 'Log groups have a stream',
    severity: 'medium',
    rationale: 'A group without a stream has never received an event.',
    tally: { pass: 9_999, fail: 0, unknown: 1, error: 0, notApplicable: 0 },
  }),
  'waiver-expired': control('waiver-expired', {
    title: 'Waivers have not expired',
    severity: 'low',
    rationale: 'An exception that nobody renews is a rule that nobody keeps.',
    tally: { pass: 1, fail: 0, unknown: 0, error: 0, notApplicable: 0 },
  }),
};

export const finding = (id: SampleControl, subject: SubjectReference, over: Partial<Finding> = {}): Finding => ({
  control: id,
  severity: CONTROLS[id].severity,
  level: CONTROLS[id].level,
  subject,
  outcome: 'fail',
  message: 'kept 30 days, 365 required',
  remediation: REMEDIATION[id],
  evidence: { retentionDays: 30 },
  fingerprint: digest(id, subject.origin, subject.scope, subject.id),
  ...over,
});

const WAIVER = { reason: 'Synthetic data only', owner: 'team-ml', approver: 'security', expires: '2027-03-31' };

export const FINDINGS: readonly Finding[] = [
  finding('audit-sink-effective', auditSink('ai-system-audit-sink', { location: { file: 'index.ts', line: 12, column: 7 } }), {
    message: 'Kubernetes 1.36 does not read AuditSink, and no equivalent export is seen',
    evidence: { server: 'v1.36.2' },
  }),
  finding('log-group-retention-minimum', logGroup('/aws/bedrock/prod', { location: { file: 'index.ts', line: 31, column: 17 } })),
  finding('log-group-retention-minimum', logGroup('ai-sandbox-1'), { waiver: WAIVER }),
  ...Object.values(HOSTILE).map((name) => finding('log-group-retention-minimum', logGroup(name), { message: `found ${name}` })),
  finding('log-group-retention-minimum', logGroup('ai-broken'), { outcome: 'error', message: 'the control failed to run: boom', evidence: {} }),
  finding('log-stream-present', logGroup('ai-audit'), {
    outcome: 'unknown',
    message: 'DescribeLogStreams is not known: it was asked too often',
    evidence: { via: 'DescribeLogStreams', reason: 'throttled' },
  }),
  ...['a', 'b', 'c', 'd'].map((name) =>
    finding('log-group-encrypted', logGroup(`ai-${name}`), { message: 'no KMS key of the customer, one is required', evidence: { kmsKey: null } }),
  ),
];

export const DRIFT: readonly Drift[] = [
  {
    subject: logGroup('/aws/bedrock/prod', { location: { file: 'index.ts', line: 31, column: 17 } }),
    change: 'changed',
    path: 'retentionInDays',
    declared: 365,
    live: 30,
    breaks: ['log-group-retention-minimum'],
  },
  {
    subject: auditSink('ai-system-audit-sink', { location: { file: 'index.ts', line: 12 } }),
    change: 'changed',
    path: 'spec.policy.stages',
    declared: ['ResponseComplete'],
    live: null,
    breaks: [],
  },
  { subject: logGroup(HOSTILE.image), change: 'unmanaged', breaks: [] },
  { subject: logGroup('ai-archive', { origin: 'declared', scope: 'pulumi:ai/prod' }), change: 'missing', breaks: ['log-group-retention-minimum'] },
];

export const HEAD: ResultHead = {
  schema: RESULT_SCHEMA,
  run: {
    id: '0f8fad5b-d9cb-569f-a165-70867728950e',
    tool: { name: 'logproof', version: '0.1.0' },
    started: '2026-11-24T09:00:00.000Z',
    finished: '2026-11-24T09:01:12.000Z',
    today: '2026-11-24',
    configDigest: `sha256:${digest('configuration')}`,
    controlsDigest: `sha256:${digest('controls')}`,
  },
  population: [
    { source: 'aws', scope: AWS, kind: 'aws.log-group', read: 10_000, requests: 200, complete: true, identity: 'arn:aws:sts::123456789012:assumed-role/auditor/ci' },
    { source: 'kubernetes', scope: PROD, kind: 'kubernetes.audit-sink', read: 1, requests: 1, complete: true, identity: 'system:serviceaccount:audit:logproof' },
    { source: 'pulumi', scope: 'pulumi:ai/prod', kind: 'pulumi.stack', read: 14, requests: 1, complete: true, identity: './stack.json' },
  ],
  gaps: [
    {
      source: 'aws',
      scope: 'aws:123456789012:us-east-1',
      kind: 'aws.log-group',
      reason: 'forbidden',
      detail: 'DescribeLogGroups: AccessDeniedException; grant logs:DescribeLogGroups',
      affects: ['log-group-encrypted', 'log-group-retention-minimum', 'log-stream-present'],
    },
  ],
  controls: CONTROLS,
  summary: { pass: 29_986, fail: 14, unknown: 1, error: 1, notApplicable: 0, waived: 1, drift: 4, exitCode: 1 },
};

/** A result with everything in it: each outcome, a waiver, drift of each kind, a gap, and hostile names. */
export const aResult = (): Result => resultOf(HEAD, FINDINGS, DRIFT);

/** An AI workload as the inventory lists it. */
export const aiWorkload = (name: string, over: Partial<InventoryItem> = {}): InventoryItem => ({
  subject: { kind: 'kubernetes.ai-workload', id: `ray.io/RayCluster/models/${name}`, name: `models/${name}`, origin: 'live', scope: PROD },
  apiGroup: 'ray.io',
  kind: 'RayCluster',
  resource: 'rayclusters',
  namespace: 'models',
  confidence: 'certain',
  reason: 'kind RayCluster of ray.io',
  images: ['rayproject/ray:2.40.0'],
  accelerators: ['nvidia.com/gpu'],
  pods: 12_000,
  audited: 'pass',
  ...over,
});

/** AI workloads of every standing, one of a hostile name. */
export const INVENTORY: readonly InventoryItem[] = [
  aiWorkload('a-audited'),
  aiWorkload('b-hole', { audited: 'fail' }),
  aiWorkload(HOSTILE.script, { reason: `label ${HOSTILE.markdown}`, confidence: 'high', images: [HOSTILE.image, HOSTILE.rightToLeft], audited: 'unknown', pods: 1 }),
  aiWorkload('c-waived', { audited: 'fail', waiver: { reason: 'synthetic data only', owner: 'team-ml', approver: 'security', expires: '2027-03-31' } }),
  aiWorkload('d-gpu', { apiGroup: '', kind: 'Pod', confidence: 'low', reason: 'accelerator nvidia.com/gpu, which does not prove AI', audited: 'fail', images: [], pods: 1 }),
];

/** The same with AI workloads. */
export const aResultWithInventory = (): Result => resultOf(HEAD, FINDINGS, DRIFT, INVENTORY);

/** A result in which everything is well. */
export const aCleanResult = (): Result =>
  resultOf(
    {
      ...HEAD,
      gaps: [],
      controls: {
        'log-stream-present': { ...CONTROLS['log-stream-present'], tally: { pass: 10_000, fail: 0, unknown: 0, error: 0, notApplicable: 0 } },
      },
      summary: { pass: 10_000, fail: 0, unknown: 0, error: 0, notApplicable: 0, waived: 0, drift: 0, exitCode: 0 },
    },
    [],
  );

/** A result whose findings are made as they are read: as many as asked, of one control but for one. */
export function aHugeResult(count: number): Result {
  async function* findings(): AsyncGenerator<Finding> {
    yield FINDINGS[0] as Finding;
    const alike = finding('log-group-retention-minimum', logGroup('/ai'));
    for (let index = 1; index < count; index += 1) {
      const digits = String(index).padStart(7, '0');
      yield { ...alike, subject: logGroup(`/ai/${digits}`), fingerprint: digits.padStart(64, '0') };
    }
  }
  const fail = { ...HEAD.summary, fail: count, unknown: 0, error: 0, waived: 0, drift: 0 };
  return { ...HEAD, gaps: [], summary: fail, findings, drift: async function* () {}, inventory: async function* () {}, nouns: nounsOf(KINDS) };
}

/** Everything that a reporter writes. */
export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
