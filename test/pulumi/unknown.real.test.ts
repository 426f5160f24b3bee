import * as pulumi from '@pulumi/pulumi';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aKubeadmControlPlane, anEksCluster, GOOD_FLAGS, GOOD_POLICY, WEBHOOK } from '../declared/resources.js';
import { pulumiEnvironment, type PulumiEnvironment } from '../rig/pulumi/environment.js';
import { RigProvider, RigResource } from '../rig/pulumi/resource.js';
import { runStack, type StackOutcome, type StackRun } from '../rig/pulumi/stack.js';
import type { Declared } from './engine.js';
import { aLogGroup, aLogStream, anAuditSink, aService } from './resources.js';

const policyPack = resolve(import.meta.dirname, '../..');

let environment: PulumiEnvironment;
beforeAll(async () => void (environment = await pulumiEnvironment()));
afterAll(() => environment?.stop());

const told = ({ violations }: StackOutcome): string[] => violations.map(({ policy, level, urn }) => `${policy} ${level} of ${nameIn(urn)}`).sort();
const nameIn = (urn: string | undefined): string | undefined => (urn?.includes('pulumi:pulumi:Stack') ? 'the stack' : urn?.split('::').at(-1));
const output = ({ stdout, stderr }: StackOutcome): string => stdout + stderr;

const make = ({ type, name, properties }: Declared, options: pulumi.CustomResourceOptions = {}, outputs?: readonly string[]): RigResource =>
  new RigResource(type, name, properties as never, options, outputs);

const AUDITED = { enabledClusterLogTypes: ['audit'] };

/** The log group that the cluster writes its audit events to. */
const OF_CLUSTER = aLogGroup({ name: '/aws/eks/prod/cluster' }, 'of-cluster');

interface InCluster {
  readonly provider: pulumi.ProviderResource;
  readonly endpoint: pulumi.Output<string>;
}

/** The provider of a cluster that the program makes itself: its kubeconfig is known once the cluster is there. */
function inCluster(): InCluster {
  make(OF_CLUSTER);
  return throughOutput(make(anEksCluster(AUDITED), {}, ['arn']).output('arn'));
}

/** The same of a cluster of which nothing tells how it audits: whether there is a sink is asked. */
const inUnjudged = (): InCluster => throughOutput(new RigResource('aws:ec2/instance:Instance', 'k3s', { instanceType: 't3.small' }).output('arn'));

const throughOutput = (endpoint: pulumi.Output<string>): InCluster => ({
  provider: new RigProvider('kubernetes', 'in-cluster', { kubeconfig: endpoint.apply(() => '') }),
  endpoint,
});

/** The provider of an account whose role the program makes itself. */
function inAccount(role = 'deployer'): pulumi.ProviderResource {
  const arn = new RigResource('aws:iam/role:Role', 'role', { name: role }).output('arn');
  return new RigProvider('aws', 'in-account', { assumeRoles: arn.apply((roleArn) => [{ roleArn }]) });
}

const makeAll = (resources: readonly Declared[], options: pulumi.CustomResourceOptions = {}): void => resources.forEach((one) => void make(one, options));
const SINK = [anAuditSink(), aService()];
const GROUP = [aLogGroup(), aLogStream()];
const CONTROL_PLANE = aKubeadmControlPlane(GOOD_FLAGS, [
  { path: '/etc/kubernetes/audit/policy.yaml', content: JSON.stringify(GOOD_POLICY) },
  { path: '/etc/kubernetes/audit/webhook.kubeconfig', content: WEBHOOK },
]);

/** Right programs, of which the engine has no outputs in a preview. */
const UNPLANNED: Readonly<Record<string, () => void>> = {
  'a sink in the cluster that the program makes': () => {
    makeAll(GROUP);
    makeAll(SINK, { provider: inCluster().provider });
  },
  'a cluster and a log group in the account whose role the program makes': () => {
    makeAll(SINK);
    makeAll([anEksCluster(AUDITED), OF_CLUSTER, ...GROUP], { provider: inAccount() });
  },
  'a control plane of Cluster API in the cluster that the program makes': () => {
    makeAll(GROUP);
    makeAll([...SINK, CONTROL_PLANE], { provider: inCluster().provider });
  },
  'a ConfigGroup whose children are resources of the program': () => {
    makeAll(GROUP);
    const parent = new pulumi.ComponentResource('kubernetes:yaml:ConfigGroup', 'addons');
    makeAll(SINK, { provider: inCluster().provider, parent });
  },
};

/** A sink that is made of an output. */
function insideApply(sink: readonly Declared[]): void {
  makeAll(GROUP);
  new RigResource('aws:s3/bucket:Bucket', 'bucket', { bucket: 'b' }).output('arn').apply(() => makeAll(sink));
}

/** Right programs whose sink is not there at all in a preview, and what the preview names. */
const TO_COME: Readonly<Record<string, readonly [program: (sink: readonly Declared[]) => void, named: string]>> = {
  'a ConfigGroup that makes its children once its provider is configured': [
    (sink) => {
      makeAll(GROUP);
      const { provider, endpoint } = inUnjudged();
      const parent = new pulumi.ComponentResource('kubernetes:yaml/v2:ConfigGroup', 'addons');
      endpoint.apply(() => makeAll(sink, { provider, parent }));
    },
    'what the ConfigGroup addons holds',
  ],
  'a chart that makes its children once its provider is configured': [
    (sink) => {
      makeAll(GROUP);
      const { provider, endpoint } = inUnjudged();
      const parent = new pulumi.ComponentResource('kubernetes:helm.sh/v4:Chart', 'audit');
      endpoint.apply(() => makeAll(sink, { provider, parent }));
    },
    'what the Helm chart audit holds',
  ],
  'resources that are made inside apply': [insideApply, 'what the program makes once all its values are known'],
};

/** A preview and an update of one stack. */
async function both(stack: string, program: () => void, more: Partial<StackRun> = {}): Promise<readonly [preview: StackOutcome, up: StackOutcome]> {
  const run = { environment, stack, policyPack, program: async () => program(), ...more };
  return [await runStack({ ...run, op: 'preview' }), await runStack({ ...run, op: 'up' })];
}

/** Where whoever runs the program asks for presence, whatever the program holds. */
function asked(): { readonly workDir: string } {
  const workDir = join(environment.folder, 'asked');
  mkdirSync(workDir, { recursive: true });
  writeFileSync(join(workDir, 'logproof.yaml'), 'controls: { audit-sink-present: { requireIn: all }, log-group-present: { requireIn: all } }');
  return { workDir };
}

describe('a provider that a preview cannot configure yet', () => {
  it.each(Object.entries(UNPLANNED))('passes preview and up without a word: %s', async (name, program) => {
    const [preview, up] = await both(`unplanned-${Object.keys(UNPLANNED).indexOf(name)}`, program);

    expect(preview, output(preview)).toMatchObject({ ok: true, violations: [] });
    expect(up, output(up)).toMatchObject({ ok: true, violations: [] });
  });

  it('passes with a scope that selects the log group by its name', async () => {
    const workDir = join(environment.folder, 'scoped');
    mkdirSync(workDir);
    writeFileSync(join(workDir, 'logproof.yaml'), 'scope: { logGroups: { include: ["/ai/**"] } }');
    const [preview, up] = await both(
      'scoped',
      () => {
        makeAll(SINK);
        makeAll([aLogGroup({ name: '/ai/audit' }), aLogStream({ logGroupName: '/ai/audit' })], { provider: inAccount() });
      },
      { workDir },
    );

    expect(preview, output(preview)).toMatchObject({ ok: true, violations: [] });
    expect(up, output(up)).toMatchObject({ ok: true, violations: [] });
  });

  it('is refused by preview for what the inputs say', async () => {
    const preview = await runStack({
      environment,
      op: 'preview',
      stack: 'unplanned-wrong',
      policyPack,
      program: async () => {
        makeAll(GROUP);
        makeAll([anAuditSink({ level: 'None' }), aService()], { provider: inCluster().provider });
      },
    });

    expect(preview.ok).toBe(false);
    expect(told(preview)).toEqual(['audit-sink-level mandatory of sink']);
  });

  it('passes a cluster that exists and does not change, while the role of its provider is about to be replaced', async () => {
    const program = (role: string) => (): void => {
      makeAll(SINK);
      makeAll([anEksCluster(AUDITED), OF_CLUSTER, ...GROUP], { provider: inAccount(role) });
    };
    const [, up] = await both('replaced', program('deployer'));
    const [preview] = await both('replaced', program('renamed'));

    expect(up, output(up)).toMatchObject({ ok: true });
    expect(preview, output(preview)).toMatchObject({ ok: true, violations: [] });
  });
});

describe('what a preview does not show yet', () => {
  it.each(Object.entries(TO_COME))('is left open there, named, and passes in the up: %s', async (name, [program, named]) => {
    const [preview, up] = await both(`to-come-${Object.keys(TO_COME).indexOf(name)}`, () => program(SINK), asked());

    expect(preview, output(preview)).toMatchObject({ ok: true, violations: [] });
    expect(output(preview)).toMatch(/not judged yet, the same pulumi up /);
    expect(output(preview)).toContain(`audit-sink-present (${named}`);
    expect(up, output(up)).toMatchObject({ ok: true, violations: [] });
  });

  it.each(Object.entries(TO_COME))('is refused by the up where it does not come: %s', async (name, [program]) => {
    const [preview, up] = await both(`lacking-${Object.keys(TO_COME).indexOf(name)}`, () => program([]), asked());

    expect(preview, output(preview)).toMatchObject({ ok: true });
    expect(up.ok).toBe(false);
    expect(told(up)).toContainEqual(expect.stringMatching(/^audit-sink-present mandatory/));
  });
});

describe('a run that is limited to some resources', () => {
  const program = (): void => {
    new RigResource('aws:s3/bucket:Bucket', 'bucket', { bucket: 'b' });
    makeAll([...SINK, ...GROUP, anEksCluster(AUDITED)]);
  };

  it.each([
    ['--target', { target: ['**bucket'] }],
    ['--exclude', { exclude: ['**prod'] }],
  ])('is not refused for what %s leaves out', async (flag, limits) => {
    const [preview, up] = await both(`limited${flag}`, program, limits);

    expect(preview, output(preview)).toMatchObject({ ok: true });
    expect(up, output(up)).toMatchObject({ ok: true });
    expect(output(up)).toContain('which this run does not make (--target, --exclude)');
  });

  it('is not refused for what comes of a resource that it leaves out', async () => {
    const [, up] = await both('limited-apply', () => insideApply(SINK), { target: ['**logs', '**stream'], ...asked() });

    expect(up, output(up)).toMatchObject({ ok: true });
    expect(told(up)).toEqual(['audit-sink-destination advisory of sink', 'audit-sink-present advisory of the stack']);
    expect(output(up)).toContain('which this run does not make (--target, --exclude)');
  });
});

describe('a Helm release', () => {
  const release = (resourceNames?: object) => (): void => {
    makeAll(GROUP);
    new RigResource('kubernetes:helm.sh/v3:Release', 'aud', { chart: './chart', name: 'aud', namespace: 'audit', ...(resourceNames && { resourceNames }) });
  };

  it('leaves the presence of a sink open in a preview, by its name, and is refused by the up where it holds none', async () => {
    const [preview, up] = await both('release-unread', release(), asked());

    expect(preview, output(preview)).toMatchObject({ ok: true, violations: [] });
    expect(output(preview)).toContain('audit-sink-present (what the Helm release aud holds');
    expect(up.ok).toBe(false);
    expect(told(up)).toEqual(['audit-sink-present mandatory of the stack']);
  });

  it('has the sink that it says it holds present, and unread', async () => {
    const [, up] = await both('release-read', release({ 'AuditSink.auditregistration.k8s.io/v1alpha1': ['aud-sink'] }));

    expect(up, output(up)).toMatchObject({ ok: true });
    expect(told(up), output(up)).toContain('audit-sink-level advisory of aud');
    expect(output(up)).toContain('spec.policy.level, held by the Helm release aud,');
  });
});
