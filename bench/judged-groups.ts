import { CATALOGUE } from '../policypack/catalogue.js';
import { readConfiguration } from '../policypack/configuration/load.js';
import { settingsFrom } from '../policypack/configuration/settings.js';
import { assemble } from '../policypack/core/assemble.js';
import { evaluate, plan } from '../policypack/core/evaluate.js';
import { known } from '../policypack/core/known.js';
import { kmsKeyFact } from '../scanner/sources/aws/kms-key.js';
import { logGroupFact } from '../scanner/sources/aws/log-group/fact.js';

// What is judged here comes from no server: one group in ten fails. Its argument is how many; its output the processor time
// (seconds) and the heap in use (bytes) after every fifth of them.
const PAGE = 50;
const FIFTHS = 5;
const place = { account: '123456789012', region: 'eu-west-1', scope: 'aws:123456789012:eu-west-1' };
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/1';
const groups = Number(process.argv[2]);

const settings = settingsFrom(readConfiguration(undefined, 'none'), [], CATALOGUE.controls);
const planned = plan(CATALOGUE, settings, '2026-01-01');
const assembly = assemble(CATALOGUE.kinds, settings.scope);
const factOf = (index: number) =>
  logGroupFact(
    { logGroupName: `ai-${index}`, storedBytes: 4096, kmsKeyId: KEY, deletionProtectionEnabled: true, retentionInDays: index % 10 === 0 ? 30 : 365 },
    place,
    known(true),
    known({}),
  );

const heaps: number[] = [];
let processor = 0;
let findings = 0;
// What groups are joined to was read whole: the key that all of them name, and no account policy.
assembly.observe([kmsKeyFact(KEY, known({ KeyState: 'Enabled' }), place.scope)]);
assembly.observe(CATALOGUE.kinds.all.map(({ id }) => ({ type: 'read', kind: id, scope: place.scope })));
for (const stage of ['declared', 'anchors'] as const) assembly.end(stage);
for (let from = 0; from < groups; from += PAGE) {
  const page = Array.from({ length: PAGE }, (_, at) => factOf(from + at));
  const before = process.cpuUsage();
  for (const subject of assembly.observe(page)) evaluate(subject, planned, () => (findings += 1));
  const { user, system } = process.cpuUsage(before);
  processor += (user + system) / 1e6;
  if ((from + PAGE) % (groups / FIFTHS) === 0) {
    globalThis.gc?.();
    heaps.push(process.memoryUsage().heapUsed);
  }
}
if (findings < groups / 10) throw new Error(`${findings} findings of ${groups} groups: one in ten fails`);
process.stdout.write(JSON.stringify({ processor, heaps }));
