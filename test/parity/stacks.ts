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

/** A stack, and how the user has configured its judging. */
export interface AStack {
  readonly groups: readonly AGroup[];
  readonly sinks: readonly ASink[];
  readonly services: readonly AService[];
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
    configuration,
  });
