import fc from 'fast-check';
import { REPORT_FORMATS } from '../../policypack/core/report-formats.js';
import type { Drift, Finding, InventoryItem, Result } from '../../policypack/core/result.js';
import { visibleLine } from '../../policypack/core/visible.js';
import { messageLine } from '../../scanner/cli/context.js';
import { WholeLines } from '../../scanner/process/whole-lines.js';
import { REPORTERS } from '../../scanner/reporters/index.js';
import { resultOf } from '../../scanner/result/in-memory.js';
import { CONTROLS, HEAD } from '../reporters/sample-result.js';
import type { Oracle } from './oracle.js';

/** What a terminal or a build's runner would obey, and what helps it to get there. */
const hostile = fc.constantFrom(
  '::error::x', '::add-mask::x', '::', ':', ' ::warning file=a::x', '##vso[task.complete]x', '##VSO[task.setvariable variable=a]x', '##[error]x', '##[group]', '#', '##', '[', 'vso[',
  '##teamcity[x]', 'section_start:1:a\r\u001b[0K', 'section_end:1:a', '\u001b[2J', '\u001b[31m', '\u009b31m', '\u001b]8;;http://evil.test\u0007', '\n', '\r', '\r\n', '\t', '\u0085', '\u2028', '\u2029',
  '\u202e', '\u2066', '\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u{e0041}', '\ud800', '\u00a0', '\u3000', '\u0000', '\u007f', '\\', '"', '|', '`', '<', ']]>',
);
const text = fc.array(fc.oneof({ weight: 3, arbitrary: hostile }, fc.string({ maxLength: 6 }), fc.constant(' '), fc.nat(60).map((length) => 'x'.repeat(length))), { maxLength: 8 }).map((parts) => parts.join(''));

const subject = fc.record({ kind: fc.oneof(text, fc.constant('aws.log-group')), id: text, name: text, origin: fc.constantFrom('declared', 'live'), scope: text, place: text, location: fc.record({ file: text, line: fc.nat() }) }, { requiredKeys: ['kind', 'id', 'name', 'origin', 'scope'] });
const waiver = fc.record({ reason: text, owner: text, approver: text, expires: fc.constant('2027-01-01') });
const finding = fc.record(
  { control: fc.oneof(text, fc.constantFrom(...Object.keys(CONTROLS))), severity: fc.constantFrom('low', 'critical'), level: fc.constantFrom('mandatory', 'advisory'), subject, outcome: fc.constantFrom('fail', 'unknown', 'error'), message: text, remediation: text, evidence: fc.dictionary(text, text), fingerprint: text, waiver },
  { requiredKeys: ['control', 'severity', 'level', 'subject', 'outcome', 'message', 'remediation', 'evidence', 'fingerprint'] },
);
const drift = fc.record({ subject, change: fc.constantFrom('missing', 'unmanaged', 'changed'), path: text, declared: text, live: text, breaks: fc.array(text, { maxLength: 2 }), stack: text });
const workload = fc.record({ subject, apiGroup: text, kind: text, resource: text, namespace: text, confidence: fc.constantFrom('low', 'certain'), reason: text, images: fc.array(text, { maxLength: 2 }), accelerators: fc.array(text, { maxLength: 1 }), pods: fc.nat(), audited: fc.constantFrom('fail', 'pass'), partOf: text, excluded: text }, { requiredKeys: ['subject', 'apiGroup', 'kind', 'resource', 'namespace', 'confidence', 'reason', 'images', 'accelerators', 'pods'] });
const gap = fc.record({ source: text, scope: text, kind: text, reason: fc.constantFrom('forbidden', 'cut-off'), detail: text, affects: fc.array(text, { maxLength: 2 }) });
const population = fc.record({ source: text, scope: text, kind: text, read: fc.nat(), requests: fc.nat(), complete: fc.boolean(), identity: text });
const remark = fc.record({ source: text, scope: text, about: fc.constantFrom('endpoint', 'certificate', 'left-out'), detail: text });
const notJudged = fc.record({ type: text, count: fc.nat(), scope: text, why: text });

const result = fc
  .record({ findings: fc.array(finding, { maxLength: 2 }), drifts: fc.array(drift, { maxLength: 1 }), workloads: fc.array(workload, { maxLength: 1 }), gaps: fc.array(gap, { maxLength: 1 }), populations: fc.array(population, { maxLength: 1 }), unjudged: fc.array(notJudged, { maxLength: 1 }), remarks: fc.array(remark, { maxLength: 2 }), said: text })
  .map(({ findings, drifts, workloads, gaps, populations, unjudged, remarks, said }): Result => {
    const controls = Object.fromEntries(Object.entries(CONTROLS).map(([id, control], index) => [id, index > 0 ? control : { ...control, title: said, rationale: said, remediation: said, params: { [said]: said }, references: [{ framework: said, id: said }] }]));
    const head = { ...HEAD, run: { ...HEAD.run, id: said, tool: { name: said, version: said } }, controls, gaps, population: populations, notJudged: unjudged, remarks };
    return resultOf(head, findings as Finding[], drifts as Drift[], workloads as InventoryItem[]);
  });

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e0fff}]|\p{Surrogate}/u;
/** As the runners read: GitHub's trims a line's beginning, the others look anywhere. */
const obeyed = (line: string): boolean => /^\s*::/.test(line) || /##[a-z]*\[/i.test(line) || /section_(start|end):\d/i.test(line);

function refuse(what: string, written: string): void {
  const found = RAW.exec(written);
  if (found) throw new Error(`${what} holds ${JSON.stringify(found[0])} raw: ${JSON.stringify(written.slice(Math.max(0, found.index - 60), found.index + 20))}`);
  const command = written.split('\n').find(obeyed);
  if (command !== undefined) throw new Error(`${what} has a line that is a command: ${JSON.stringify(command)}`);
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let whole = '';
  for await (const piece of pieces) whole += piece;
  return whole;
}

const oracle: Oracle = {
  promise: 'whatever a text holds, no report and no message prints a control character or a command to a build’s runner',
  property: () =>
    fc.asyncProperty(result, text, fc.constantFrom(20, 40, 60, 80, 100, 140), fc.nat(40), async (of, said, width, cut) => {
      for (const format of REPORT_FORMATS) {
        const written = await textOf(REPORTERS[format](of, { colour: false, width, categories: {} }));
        refuse(format, written);
        const lines = new WholeLines({ colours: false });
        if (lines.push(written.slice(0, cut)) + lines.push(written.slice(cut)) + lines.rest() !== written) throw new Error(`the writer changes ${format}, which was well already`);
        if (format === 'json') JSON.parse(written);
      }
      const message = messageLine(said);
      refuse('a message', message);
      if (message.indexOf('\n') !== message.length - 1) throw new Error('a message is more than a line');
      if (visibleLine(message.slice(0, -1)) !== message.slice(0, -1)) throw new Error('what was made visible changes again');
      // The writer holds whatever forgot to make its text visible, wherever a piece is cut.
      const wall = new WholeLines({ colours: true });
      refuse('the writer', (wall.push(said.slice(0, cut)) + wall.push(said.slice(cut)) + wall.rest()).replaceAll('\u001b[31m', ''));
    }),
  few: 4,
  many: 60,
};

export default oracle;
