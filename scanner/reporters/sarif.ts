import sarifBuilder from 'node-sarif-builder';
import type { Artifact, Log, Run } from 'sarif';
import type { Result } from '../../policypack/core/result.js';
import { inPieces } from './pieces.js';
import { jsonText } from './printable.js';
import { sarifInvocation } from './sarif-invocation.js';
import { sarifResult } from './sarif-result.js';
import { sarifRule } from './sarif-rule.js';
import { select, type Selection } from './selection.js';
import { survey } from './standing.js';
import type { Reporter } from './reporter.js';

// The builder is CommonJS; its classes hang on the default export.
const { SarifBuilder, SarifRunBuilder, SarifRuleBuilder, SarifResultBuilder } = sarifBuilder;

/** GitHub code scanning refuses a run of more results as a whole. */
const RESULTS = 25_000;
const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
/** SARIF 2.1.0, 3.5.3. */
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const HOME = 'https://github.com/logproof/logproof';

/** SARIF 2.1.0, for code scanning. */
export const sarif: Reporter = async function* (result) {
  const found = await survey(result);
  const log = build(result, await select(result, found, { total: RESULTS }));
  yield* inPieces(written(log));
};

function build(result: Result, selection: Selection): Log {
  const run = new SarifRunBuilder({
    invocations: [sarifInvocation(result, selection.leftOut)],
    automationDetails: { id: 'logproof/', ...(GUID.test(result.run.id) && { guid: result.run.id }) },
    columnKind: 'utf16CodeUnits',
    properties: { configDigest: result.run.configDigest, controlsDigest: result.run.controlsDigest, today: result.run.today },
  });
  run.initSimple({ toolDriverName: result.run.tool.name, toolDriverVersion: result.run.tool.version, url: HOME });
  for (const [id, control] of Object.entries(result.controls)) run.addRule(new SarifRuleBuilder(sarifRule(id, control)));
  for (const finding of selection.findings) run.addResult(new SarifResultBuilder(sarifResult(finding)));
  run.run.artifacts = artifacts(run.run);
  const builder = new SarifBuilder({ $schema: SCHEMA });
  builder.addRun(run);
  // Not its string: a resource may be named like the builder's own marker of an invalid log, and would be refused.
  return builder.buildSarifOutput();
}

/** Named here, or the builder guesses a language from the file's name. */
function artifacts({ results }: Run): Artifact[] {
  const uris = new Set((results ?? []).flatMap(({ locations }) => locations ?? []).flatMap(({ physicalLocation }) => physicalLocation?.artifactLocation?.uri ?? []));
  return [...uris].sort().map((uri) => ({ location: { uri } }));
}

/** One result a line, so that two logs can be compared. */
async function* written({ runs, ...log }: Log): AsyncGenerator<string> {
  for (const { results, ...run } of runs) {
    yield `${jsonText(log).slice(0, -1)},"runs":[\n${jsonText(run).slice(0, -1)},"results":[`;
    for (const [index, result] of (results ?? []).entries()) yield `${index === 0 ? '' : ','}\n${jsonText(result)}`;
    yield '\n]}\n]}\n';
  }
}
