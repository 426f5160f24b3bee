import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pulumiEnvironment, type PulumiEnvironment } from '../rig/pulumi/environment.js';
import { runStack } from '../rig/pulumi/stack.js';
import { installReferenceStack } from './installed.js';
import { FOLDER, load } from './modules.js';

const PACK = fileURLToPath(new URL('../../', import.meta.url));
let environment: PulumiEnvironment;
let program: () => Promise<Record<string, unknown>>;

beforeAll(async () => {
  installReferenceStack();
  const { stack } = await load<{ stack(settings: object): Record<string, unknown> }>('stack.ts');
  const { demoSettings } = await load<{ demoSettings: object }>('demo-settings.ts');
  program = async () => stack(demoSettings);
  environment = await pulumiEnvironment();
});

afterAll(async () => {
  await environment?.stop();
});

describe('the reference stack under the policy pack, on the real engine', () => {
  it('is not refused in a preview, which only leaves open what is not known yet', async () => {
    const preview = await runStack({ environment, op: 'preview', sdkFrom: FOLDER, policyPack: PACK, program });

    expect(preview.ok).toBe(true);
    expect(preview.violations.filter(({ level }) => level === 'mandatory')).toEqual([]);
    expect(preview.violations.every(({ message }) => message.startsWith('not judged yet'))).toBe(true);
  });

  it('is deployed without a single violation', async () => {
    const up = await runStack({ environment, op: 'up', sdkFrom: FOLDER, policyPack: PACK, program });

    expect(up.stderr).toBe('');
    expect(up.ok).toBe(true);
    expect(up.violations).toEqual([]);
    expect(up.outputs).toMatchObject({
      audit_sink_name: 'ai-system-audit-sink', log_group_name: '/ai-system/kubernetes-audit', log_stream_name: 'audit-events',
    });
  });
});
