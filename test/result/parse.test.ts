import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import { json } from '../../scanner/reporters/json.js';
import { parseResult, resultSchema } from '../../scanner/result/parse.js';
import { aResult, DRIFT, FINDINGS, HEAD, textOf } from '../reporters/sample-result.js';

const saved = async (): Promise<Record<string, never>> => JSON.parse(await textOf(json(aResult(), { colour: false, width: 100, categories: {} })));
const problemOf = (text: string): InputMistake => {
  try {
    parseResult(text, 'saved.json');
  } catch (problem) {
    if (problem instanceof InputMistake) return problem;
    throw problem;
  }
  throw new Error('it was accepted');
};

describe('a saved result', () => {
  it('is a result again', async () => {
    const result = parseResult(JSON.stringify(await saved()));
    const findings = [];
    for await (const finding of result.findings()) findings.push(finding);
    expect(findings).toHaveLength(FINDINGS.length);
    expect(result.summary).toEqual(HEAD.summary);
  });

  it('may have fields of a later version', async () => {
    expect(() => parseResult(JSON.stringify({ ...(HEAD as object), findings: [], drift: DRIFT, later: true }))).not.toThrow();
  });

  it('may begin with a byte order mark', async () => {
    expect(() => parseResult(`\uFEFF${JSON.stringify({ ...(HEAD as object), findings: [], drift: [] })}`)).not.toThrow();
  });
});

describe('a file that is no result', () => {
  it.each([
    ['is empty', '', 'saved.json: expected JSON as written by `logproof scan --report json`: it is empty'],
    ['is cut off', '{"schema": "logproof.result/1", ', 'saved.json: expected JSON as written by'],
    ['is other JSON', '[]', 'saved.json: schema: expected "logproof.result/1", found no such field'],
    ['is of another version', '{"schema": "logproof.result/2"}', 'saved.json: schema: expected "logproof.result/1", found "logproof.result/2"'],
  ])('that %s is refused by name', (_name, text, message) => {
    expect(problemOf(text).message).toContain(message);
  });

  it('is refused with the path of every mistake', () => {
    const [first = {}, ...rest] = JSON.parse(JSON.stringify(FINDINGS));
    const findings = [{ ...first, outcome: 'fine' }, ...rest];
    const run = { ...HEAD.run, today: 'yesterday' };
    const { message } = problemOf(JSON.stringify({ ...(HEAD as object), run, findings, drift: 'none' }));
    expect(message.split('\n').map((line) => line.split(': ').slice(0, 2).join(': '))).toEqual([
      'saved.json: run.today',
      'saved.json: findings[0].outcome',
      'saved.json: drift',
    ]);
  });

  it('with a thousand mistakes shows the first', () => {
    const { message } = problemOf(JSON.stringify({ ...(HEAD as object), findings: Array(1_000).fill(1), drift: [] }));
    expect(message.split('\n')).toHaveLength(21);
    expect(message).toContain('saved.json: and 980 more');
  });

  it('cannot name a control as markup', () => {
    const controls = { '"><script>': HEAD.controls['log-stream-present'] };
    expect(problemOf(JSON.stringify({ ...(HEAD as object), controls, findings: [], drift: [] })).message).toContain('saved.json: controls');
  });
});

describe('the schema of a result', () => {
  it('can be published as JSON Schema', () => {
    expect(z.toJSONSchema(resultSchema)).toMatchObject({ type: 'object', required: expect.arrayContaining(['schema', 'run', 'findings', 'drift', 'summary']) });
  });
});
