import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { GITLAB, ROOT } from './recipes.js';

/**
 * GitLab's published schema of .gitlab-ci.yml, as gitlab-ci-local carries it: an object literal in its bundle, found by
 * the schema's own id.
 */
function gitlabSchema(): object {
  const bundle = readFileSync(join(ROOT, 'node_modules/gitlab-ci-local/dist/index.js'), 'utf8');
  const id = bundle.indexOf('$id:"https://gitlab.com/.gitlab-ci.yml"');
  const start = bundle.lastIndexOf('{', id);
  const source = ts.createSourceFile('schema.js', `(${bundle.slice(start)}`, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const found: ts.ObjectLiteralExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (found.length > 0) return;
    if (ts.isObjectLiteralExpression(node)) found.push(node);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return JSON.parse(JSON.stringify(runInNewContext(`(${found[0]?.getText(source)})`))) as object;
}

let validate: ValidateFunction;

beforeAll(() => {
  // Not strict: the schema has keywords of GitLab's editor, such as markdownDescription.
  validate = formats.default(new Ajv({ strict: false, allErrors: true })).compile(gitlabSchema());
});

const recipe = parse(GITLAB[0]?.text ?? '') as Record<string, object>;

describe("the recipe for GitLab CI, by GitLab's published schema", () => {
  it('is valid', () => {
    expect(validate(recipe), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each([
    ['a stage that is no text', { stage: 7 }],
    ['an unknown time of artifacts', { artifacts: { when: 'sometimes' } }],
    ['a script that is no text', { script: { run: 'x' } }],
  ])('would not be with %s', (_, change) => {
    expect(validate({ ...recipe, 'logproof drift': { ...recipe['logproof drift'], ...change } })).toBe(false);
  });

  it('scans on a schedule and previews merge requests', () => {
    expect(recipe['logproof drift']).toMatchObject({ rules: [{ if: '$CI_PIPELINE_SOURCE == "schedule"' }] });
    expect(recipe['logproof policy pack']).toMatchObject({ rules: [{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }] });
  });
});
