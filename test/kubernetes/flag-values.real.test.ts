import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditFlagsOf, canonicalValue, flagsOfCommand, type AuditFlags } from '../../policypack/kinds/kubernetes/auditing/flags.js';
import { startKubeApiserver, type KubeApiserver } from '../rig/kube-apiserver.js';

/** Odd and legal ways to write flags, each of which the real server starts with. */
const WORDS = [
  '--audit_log_path=/dev/null',
  '--audit-log-maxage=030',
  '--audit-log-maxbackup',
  '0x10',
  '--audit-log-maxsize=1',
  '--audit-log-maxsize=1_00',
  '--audit-log-compress=T',
  '--audit-log-truncate-enabled',
  '--audit-log-batch-buffer-size=010000',
  '--audit-log-batch-throttle-qps=010',
  '--audit-webhook-batch-max-wait=1m',
];

let server: KubeApiserver;

beforeAll(async () => {
  server = await startKubeApiserver({ extraFlags: WORDS });
});
afterAll(() => server?.stop());

async function shownByFlagz(): Promise<AuditFlags> {
  const { text } = await server.request('GET', '/flagz', { accept: 'application/json;as=Flagz;v=v1beta1;g=config.k8s.io' });
  return auditFlagsOf((JSON.parse(text) as { flags: Record<string, string> }).flags);
}

describe('a real kube-apiserver', () => {
  it('reads its flags as they are read here: the last one, `_` for `-`, octal where a whole number begins with 0', async () => {
    const shown = await shownByFlagz();
    const read = flagsOfCommand(WORDS) ?? {};

    const names = Object.keys(read);
    expect(names).toHaveLength(9);
    expect(Object.fromEntries(names.map((name) => [name, canonicalValue(name, read[name] ?? '')]))).toEqual(
      Object.fromEntries(names.map((name) => [name, canonicalValue(name, shown[name] ?? '')])),
    );
    expect(shown).toMatchObject({ 'audit-log-maxage': '24', 'audit-log-maxsize': '100', 'audit-log-batch-buffer-size': '4096', 'audit-log-batch-throttle-qps': '10' });
  });
});
