import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadConfiguration } from '../../policypack/configuration/load.js';
import { logproof } from '../cli/command-line.js';
import { CHART, FEATURES, KUBERNETES, ROOT, shipped } from './rendered.js';

const yaml = (...path: string[]): unknown => parse(readFileSync(join(...path), 'utf8'));
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const flags = yaml(CHART, 'rbac/flags.yaml') as Record<string, string[]>;

interface CronJob {
  readonly spec: {
    readonly concurrencyPolicy: string;
    readonly jobTemplate: {
      readonly spec: {
        readonly backoffLimit: number;
        readonly activeDeadlineSeconds: number;
        readonly podFailurePolicy: { readonly rules: readonly object[] };
        readonly template: { readonly spec: { readonly containers: readonly { readonly args: readonly string[]; readonly image: string; readonly securityContext: object; readonly resources: object }[] } };
      };
    };
  };
}

describe('the CronJob', () => {
  const { spec } = shipped('cronjob.yaml')[0] as unknown as CronJob;
  const job = spec.jobTemplate.spec;
  const [container] = job.template.spec.containers;

  it('runs without privileges, on a read-only root, within bounds', () => {
    expect(job.template.spec).toMatchObject({ securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }, automountServiceAccountToken: true });
    expect(container).toMatchObject({
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      resources: { requests: { memory: '256Mi' }, limits: { memory: '512Mi' } },
    });
  });

  it('asks once: no verdict is retried, and none overlaps the next', () => {
    expect(spec.concurrencyPolicy).toBe('Forbid');
    expect(job).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 3600 });
    expect(job.podFailurePolicy.rules).toContainEqual({ action: 'FailJob', onExitCodes: { containerName: 'logproof', operator: 'In', values: [1, 2, 3] } });
  });

  it('has the image of this version', () => {
    expect(container?.image).toBe(`logproof:${version}`);
  });

  it('and every feature have arguments that the command knows', async () => {
    const { stdout } = await logproof(['scan', '--help']);
    const all = [...(container?.args ?? []), ...Object.values(flags).flat()].filter((arg) => arg.startsWith('--'));

    expect(all.length).toBeGreaterThan(3);
    expect(all.filter((flag) => !stdout.includes(`  ${flag} `))).toEqual([]);
  });
});

describe('what is shipped for a cluster', () => {
  it('has one token that is mounted: the service account gives none by itself', () => {
    expect(shipped('rbac.yaml').find(({ kind }) => kind === 'ServiceAccount')).toMatchObject({ automountServiceAccountToken: false });
  });

  it('has a configuration that is valid', () => {
    expect(loadConfiguration({ cwd: KUBERNETES, environment: {} }).configuration.sources).toMatchObject({ kubernetes: {} });
  });

  it('has the version of the package in its chart', () => {
    expect(yaml(CHART, 'Chart.yaml')).toMatchObject({ version, appVersion: version });
  });

  it('names every feature in the chart', () => {
    const values = readFileSync(join(CHART, 'values.yaml'), 'utf8');
    expect(Object.keys(flags)).toEqual(FEATURES);
    expect(FEATURES.filter((name) => !values.includes(name))).toEqual([]);
  });
});
