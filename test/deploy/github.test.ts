import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { GITHUB } from './recipes.js';

interface Workflow {
  readonly on: object;
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly permissions?: object;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}

const workflows = GITHUB.map(({ path, text }) => ({ path, text, workflow: parse(text) as Workflow }));

describe.each(workflows)('$path', ({ text, workflow }) => {
  const jobs = Object.values(workflow.jobs);

  it('gives its jobs no permission that they do not ask for', () => {
    expect(workflow.permissions).toEqual({});
    expect(jobs.every(({ permissions }) => permissions)).toBe(true);
  });

  it('pins every action by the commit, and says which version that is', () => {
    const uses = [...text.matchAll(/uses: (.*)/g)].map(([, used]) => used);
    expect(uses.length).toBeGreaterThan(3);
    expect(uses.filter((used) => !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+/.test(used ?? ''))).toEqual([]);
  });

  it('ends in bounded time', () => {
    expect(jobs.every((job) => (job['timeout-minutes'] ?? Infinity) <= 60)).toBe(true);
  });

  // An expression in a script is an injection waiting for a branch with a strange name.
  it('hands values to scripts by the environment only', () => {
    expect(jobs.flatMap(({ steps }) => steps).filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });
});

describe('the permissions that the recipes for GitHub Actions ask for', () => {
  it.each([
    ['logproof-pull-request', { contents: 'read', 'id-token': 'write' }],
    ['logproof-drift', { contents: 'read', 'id-token': 'write', 'security-events': 'write' }],
  ])('%s: %j', (name, permissions) => {
    const found = workflows.find(({ path }) => path.endsWith(`${name}.yml`));
    expect(Object.values(found?.workflow.jobs ?? {}).map((job) => job.permissions)).toEqual([permissions]);
  });
});
