import fc from 'fast-check';

/** A log group as a person thinks of it, before any door has seen it. */
export interface AGroup {
  readonly native: boolean;
  readonly name: string;
  readonly retentionInDays: number | undefined;
  readonly logGroupClass: string | undefined;
  readonly kmsKeyId: string | undefined;
  readonly deletionProtectionEnabled: boolean | undefined;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly streams: number;
}

export interface ASink {
  readonly name: string;
  readonly spec: object;
}

export interface AService {
  readonly namespace: string;
  readonly name: string;
  readonly ports: readonly number[];
}

/** An EKS cluster and the control-plane logs that are on. */
export interface AnEks {
  readonly native: boolean;
  readonly name: string;
  readonly logs: readonly string[] | undefined;
}

/** An audit policy that a ConfigMap holds. */
export interface APolicy {
  readonly name: string;
  readonly policy: object;
}

/** A kube-apiserver that runs as a pod. */
export interface AnApiServer {
  readonly name: string;
  readonly flags: Readonly<Record<string, string>>;
}

/** An account-level retention policy that covers what was there before it too. */
export interface AnAccountPolicy {
  readonly native: boolean;
  readonly name: string;
  readonly retentionInDays: number | 'NEVER_EXPIRE';
  readonly prefixes: readonly string[] | undefined;
}

/** The key that log groups name. */
export interface AKey {
  readonly native: boolean;
  readonly enabled: boolean | undefined;
}

/** The bucket that invocations are logged to. */
export interface ABucket {
  /** Whole, or in the resources of `aws` that each set one thing. */
  readonly form: 'native' | 'split' | 'older';
  readonly versioned: boolean;
  readonly lockDays: number | undefined;
  readonly expiration: { readonly days: number; readonly noncurrentDays: number | undefined; readonly prefix: string } | undefined;
}

/** Bedrock's invocation logging. */
export interface AnInvocationLogging {
  readonly isOn: boolean;
  readonly group: string | undefined;
  readonly toBucket: boolean;
  readonly largeToBucket: boolean;
  readonly image: boolean | undefined;
}

/** A stack, and how the user has configured its judging. */
export interface AStack {
  readonly groups: readonly AGroup[];
  readonly sinks: readonly ASink[];
  readonly services: readonly AService[];
  readonly eks: readonly AnEks[];
  readonly policies: readonly APolicy[];
  readonly apiServers: readonly AnApiServer[];
  readonly accountPolicies: readonly AnAccountPolicy[];
  readonly keys: readonly AKey[];
  readonly buckets: readonly ABucket[];
  readonly loggings: readonly AnInvocationLogging[];
  readonly configuration: object;
}

const orAbsent = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(values, { nil: undefined });

const group = fc.record<AGroup>({
  native: fc.boolean(),
  // TODO and CHANGEME are placeholders; a name is the one text that both doors know.
  name: fc.constantFrom(
    'ai-audit',
    '/aws/bedrock/invocations',
    'ai/TODO',
    'CHANGEME',
    'shop-debug',
    'ai.example.com',
    'orders',
  ),
  retentionInDays: orAbsent(fc.constantFrom(0, 1, 7, 30, 90, 364, 365, 400, 1827, 3653)),
  logGroupClass: orAbsent(fc.constantFrom('STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY')),
  kmsKeyId: orAbsent(fc.constantFrom('', 'arn:aws:kms:eu-west-1:123456789012:key/1')),
  deletionProtectionEnabled: orAbsent(fc.boolean()),
  tags: orAbsent(fc.constantFrom({}, { workload: 'ai' }, { workload: 'web', team: 'ml' })),
  streams: fc.nat(2),
});

const throttle = fc.record(
  { qps: fc.constantFrom(1, 10, 50, 101, 9.5), burst: fc.constantFrom(5, 15, 60, 200, 1000) },
  { requiredKeys: [] },
);

/** The certificates that a caBundle may hold: current, expired, and what is none. */
export interface Bundles {
  readonly current: string;
  readonly expired: string;
}

const clientConfig = ({ current, expired }: Bundles) =>
  fc.record(
    {
      url: fc.constantFrom(
        'https://collector.corp.internal/audit',
        'http://collector.corp.internal',
        'https://u:p@host/',
        'https://x.example.com',
        'https://h/?q',
        'nonsense',
      ),
      service: fc.record(
        {
          namespace: fc.constantFrom('kube-system', 'audit'),
          name: fc.constantFrom('log-collector-svc', 'other'),
          port: fc.constantFrom(443, 8443, 0),
          path: fc.constantFrom('/', '/a/b', 'a', '/UPPER'),
        },
        { requiredKeys: ['name'] },
      ),
      caBundle: fc.constantFrom('', 'bm90IGEgY2VydGlmaWNhdGU=', current, expired),
    },
    { requiredKeys: [] },
  );

const sink = (bundles: Bundles) =>
  fc.record<ASink>({
    name: fc.constantFrom('ai-system-audit-sink', 'second', 'third', 'replace-me'),
    spec: fc.record({
      policy: fc.record(
        {
          level: fc.constantFrom('None', 'Metadata', 'Request', 'RequestResponse', 'Everything'),
          stages: fc.subarray(['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic', 'Later']),
        },
        { requiredKeys: [] },
      ),
      webhook: fc.record({ throttle, clientConfig: clientConfig(bundles) }, { requiredKeys: [] }),
    }),
  });

const service = fc.record<AService>({
  namespace: fc.constantFrom('kube-system', 'audit'),
  name: fc.constantFrom('log-collector-svc', 'other'),
  ports: fc.uniqueArray(fc.constantFrom(80, 443, 8443), { maxLength: 2 }),
});

const eks = fc.record<AnEks>({
  native: fc.boolean(),
  name: fc.constantFrom('prod', 'test'),
  logs: orAbsent(fc.subarray(['api', 'audit', 'scheduler'])),
});

const rule = fc.record(
  {
    level: fc.constantFrom('None', 'Metadata', 'RequestResponse', 'Loud'),
    verbs: fc.subarray(['get', 'create']),
    resources: fc.constantFrom([{ group: '' }], [{ group: '', resources: ['secrets'] }], [{ group: 'rbac.authorization.k8s.io' }]),
  },
  { requiredKeys: ['level'] },
);

const policy = fc.record<APolicy>({
  name: fc.constantFrom('audit', 'other'),
  policy: fc.oneof(
    fc.constant({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'Metadata' }] }),
    fc.record({ apiVersion: fc.constant('audit.k8s.io/v1'), kind: fc.constant('Policy'), rules: fc.array(rule, { maxLength: 3 }) }),
  ),
});

const apiServer = fc.record<AnApiServer>({
  name: fc.constantFrom('kube-apiserver-a', 'kube-apiserver-b'),
  flags: fc.record(
    {
      'audit-policy-file': fc.constant('/etc/kubernetes/audit.yaml'),
      'audit-webhook-config-file': fc.constant('/etc/kubernetes/webhook.yaml'),
      'audit-webhook-mode': fc.constantFrom('batch', 'blocking', 'blocking-strict'),
      'audit-webhook-batch-throttle-qps': fc.constantFrom('5', '10', '50'),
      'audit-webhook-batch-buffer-size': fc.constantFrom('300', '5000', '20000'),
      'audit-webhook-truncate-enabled': fc.constantFrom('true', 'false'),
      'audit-log-path': fc.constantFrom('/var/log/audit.log', '-'),
      'audit-log-maxage': fc.constantFrom('7', '30'),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Record<string, string>>,
});

const accountPolicy = fc.record<AnAccountPolicy>({
  native: fc.boolean(),
  name: fc.constantFrom('cost-saver', 'archive', 'audit'),
  retentionInDays: fc.constantFrom(30, 365, 731, 'NEVER_EXPIRE' as const),
  prefixes: orAbsent(fc.constantFrom(['ai'], ['/aws/', 'shop'], ['/aws/bedrock/'])),
});

const key = fc.record<AKey>({ native: fc.boolean(), enabled: orAbsent(fc.boolean()) });

const bucket = fc.record<ABucket>({
  form: fc.constantFrom('native', 'split', 'older'),
  versioned: fc.boolean(),
  lockDays: orAbsent(fc.constantFrom(30, 400)),
  expiration: orAbsent(
    fc.record({ days: fc.constantFrom(7, 365), noncurrentDays: orAbsent(fc.constantFrom(1, 400)), prefix: fc.constantFrom('', 'bedrock/', 'tmp/', 'bedrock/AWSLogs/x') }),
  ),
});

const logging = fc.record<AnInvocationLogging>({
  isOn: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
  group: orAbsent(fc.constantFrom('ai-audit', '/aws/bedrock/invocations', 'orders')),
  toBucket: fc.boolean(),
  largeToBucket: fc.boolean(),
  image: orAbsent(fc.boolean()),
});

/** What users configure; each is judged by many stacks. */
const configuration = fc.constantFrom<object>(
  {},
  { frameworks: ['pci-dss-4', 'eu-ai-act'], controls: { 'log-group-retention-maximum': { days: 400 } } },
  {
    controls: {
      'log-group-retention-minimum': { days: 30, neverExpires: 'deny', level: 'advisory' },
      'log-group-retention-maximum': { days: 1827 },
    },
  },
  {
    controls: {
      'audit-sink-level': { minimum: 'Request', maximum: 'Request' },
      'audit-sink-stages': { required: ['ResponseComplete', 'Panic'] },
    },
  },
  {
    controls: {
      'audit-sink-throttle': { qps: { min: 1 }, burst: { min: 5, max: 1000 } },
      'audit-sink-destination': { caExpiryDays: 400 },
    },
  },
  {
    controls: {
      'placeholder-value': { patterns: ['^second$', 'orders'] },
      'log-group-encrypted': { level: 'mandatory' },
      'log-stream-present': { level: 'disabled' },
    },
  },
  { scope: { logGroups: { include: ['ai*'] } } },
  {
    controls: {
      'log-stream-present': { requireDeclared: true, graceDays: 0 },
      'log-group-retention-minimum': [
        { scope: { include: ['ai*', '/aws/bedrock/**'] }, days: 400 },
        { scope: { tags: { workload: 'web' } }, level: 'advisory' },
        { days: 30 },
      ],
    },
  },
  { scope: { logGroups: { include: ['**'], exclude: ['*-debug', '/aws/**'] } } },
  {
    scope: { logGroups: { tags: { workload: 'ai' } } },
    controls: { 'audit-sink-stages': { required: ['RequestReceived'] } },
  },
);

/** Stacks of every shape that a program may declare, good and bad, and configurations to judge them by. */
export const stacks = (bundles: Bundles): fc.Arbitrary<AStack> =>
  fc.record({
    groups: fc.uniqueArray(group, { maxLength: 4, selector: ({ name }) => name }),
    sinks: fc.uniqueArray(sink(bundles), { maxLength: 3, selector: ({ name }) => name }),
    services: fc.uniqueArray(service, { maxLength: 2, selector: ({ namespace, name }) => `${namespace}/${name}` }),
    eks: fc.uniqueArray(eks, { maxLength: 1, selector: ({ name }) => name }),
    policies: fc.uniqueArray(policy, { maxLength: 2, selector: ({ name }) => name }),
    apiServers: fc.uniqueArray(apiServer, { maxLength: 2, selector: ({ name }) => name }),
    accountPolicies: fc.uniqueArray(accountPolicy, { maxLength: 2, selector: ({ name }) => name }),
    keys: fc.array(key, { maxLength: 1 }),
    buckets: fc.array(bucket, { maxLength: 1 }),
    loggings: fc.array(logging, { maxLength: 1 }),
    configuration,
  });
