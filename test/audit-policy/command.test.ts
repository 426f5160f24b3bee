import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runAuditPolicy } from './run-command.js';

let cwd: string;

const POLICY = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
  - level: None
    namespaces: [ai]
    verbs: [get]
  - level: Metadata
    resources:
      - group: ""
        resources: [secrets]
`;
const SECRETS = '- { apiGroup: "", resource: secrets, subresource: "" }\n';
const REQUESTS =
  '{"verb":"get","resource":"secrets","namespace":"ai","name":"token"}\n\n{"verb":"list","resource":"secrets"}\n{"verb":"get","path":"/version"}\n';

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'audit-policy-'));
  const files = {
    'policy.yaml': POLICY,
    'bad.yaml': POLICY.replace('Metadata', 'metadata'),
    'secrets.yaml': SECRETS,
    'listed.yaml': '- { resource: secrets, verb: list, subresource: "", apiGroup: "" }\n',
    'scope-mistakes.yaml': '- resource: pods/exec\n- verb: "*"\n- { path: /a, name: b }\n- { kind: Pod }\n',
    'requests.ndjson': REQUESTS,
    'bad.ndjson': '{"verb":"get"}\nget pods\n{"verb":1}\n{"resource":"pods/exec"}\n',
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(cwd, name), text)));
});

const run = (words: string, stdin?: string) => runAuditPolicy(words, cwd, stdin);

const HOLE = {
  witness: {
    user: 'jane@example.com',
    groups: ['system:authenticated'],
    verb: 'get',
    resource: 'secrets',
    namespace: 'ai',
    name: 'example',
  },
  level: 'None',
  omitStages: ['RequestReceived'],
  rule: 0,
  class: { verb: 'get', apiGroup: '', resource: 'secrets', subresource: '', namespace: 'ai' },
};

describe('logproof audit-policy check', () => {
  it('exits 1 with every hole as JSON, in exactly the published shape', async () => {
    const { stdout, code } = await run('check policy.yaml --scope secrets.yaml --output json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ proven: false, holes: [HOLE] });
  });

  it('prints one hole a line as NDJSON', async () => {
    const { stdout, code } = await run('check policy.yaml --scope secrets.yaml --output ndjson');
    expect(code).toBe(1);
    expect(stdout).toBe(`${JSON.stringify(HOLE)}\n`);
  });

  it('exits 0 when the policy is proven', async () => {
    const { stdout, code } = await run('check policy.yaml --scope listed.yaml');
    expect(code).toBe(0);
    expect(stdout).toBe(
      'policy.yaml: proven. Every request in scope is logged at Metadata or above, stage ResponseComplete included.\n',
    );
    expect(JSON.parse((await run('check policy.yaml --scope listed.yaml --output json')).stdout)).toEqual({
      proven: true,
      holes: [],
    });
  });

  it('tells a person which rule, what the requests share, and one example', async () => {
    const { stdout } = await run('check policy.yaml --scope secrets.yaml');
    expect(stdout)
      .toBe(`policy.yaml: not proven. 1 class of requests is not logged at Metadata or above, stage ResponseComplete included.

1. level None, by rules[0] (policy.yaml:5)
   Requests with   verb: get
                   apiGroup: "" (core)
                   resource: secrets
                   subresource: none
                   namespace: ai
   For example     jane@example.com [system:authenticated]: get secrets example in namespace ai
`);
  });

  it('takes stages in every way that people write lists, also before the file', async () => {
    const asked = [
      'policy.yaml --stages Panic,RequestReceived',
      'policy.yaml --stages Panic RequestReceived',
      '--stages Panic RequestReceived policy.yaml',
    ];
    for (const args of asked) {
      const { stdout, code } = await run(`check ${args} --scope listed.yaml --output json`);
      expect(code).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({ holes: [{ level: 'Metadata', rule: 1 }] });
    }
  });

  it('checks the other way round: nothing is logged above a level', async () => {
    expect((await run('check policy.yaml --at-most None --scope secrets.yaml --output json')).code).toBe(1);
    expect((await run('check policy.yaml --at-most Metadata')).stdout).toBe(
      'policy.yaml: proven. Every request is logged at Metadata or below.\n',
    );
  });

  it('reads the policy from standard input', async () => {
    expect((await run('check - --scope listed.yaml', POLICY)).code).toBe(0);
  });
});

describe('logproof audit-policy explain', () => {
  const decisions = [
    { level: 'None', omitStages: ['RequestReceived'], rule: 0 },
    { level: 'Metadata', omitStages: ['RequestReceived'], rule: 1 },
    { level: 'None', omitStages: ['RequestReceived'], rule: null },
  ];

  it('decides each request of a file, as a list or line by line', async () => {
    const json = await run('explain policy.yaml --requests requests.ndjson --output json');
    expect([json.code, JSON.parse(json.stdout)]).toEqual([0, decisions]);
    const ndjson = await run('explain policy.yaml --requests - --output ndjson', REQUESTS);
    expect(ndjson.stdout).toBe(decisions.map((one) => `${JSON.stringify(one)}\n`).join(''));
  });

  it('decides the request that the options describe', async () => {
    const { stdout, code } = await run(
      'explain policy.yaml --user jane --group a --group b --verb list --resource secrets --namespace ai --output json',
    );
    expect([code, JSON.parse(stdout)]).toEqual([0, decisions[1]]);
    expect((await run('explain policy.yaml --verb get --path /version')).stdout).toBe(
      '(no user): get /version\n  level None, because no rule matches\n',
    );
  });
});

describe('a mistake', () => {
  it.each([
    ['check bad.yaml', 'bad.yaml:8: rules[1].level: Unsupported value: "metadata"'],
    ['check missing.yaml', 'missing.yaml: no such file'],
    ['check', 'name the audit policy'],
    [
      'check policy.yaml --stages Complete',
      '--stages: unknown stage "Complete"; expected RequestReceived, ResponseStarted, ResponseComplete, Panic',
    ],
    ['explain policy.yaml', 'name requests: --requests FILE'],
    ['explain policy.yaml --resource pods/exec', '--resource: expected a resource without its subresource'],
    ['explain policy.yaml --requests requests.ndjson --verb get', 'exclude each other'],
  ])('%s exits 2 and says what to mend', async (args, message) => {
    const { stdout, stderr, code } = await run(args);
    expect([stdout, code]).toEqual(['', 2]);
    expect(stderr).toContain(message);
  });

  it('in a scope is told with file, line, entry and field, all at once', async () => {
    const { stderr, code } = await run('check policy.yaml --scope scope-mistakes.yaml');
    expect(code).toBe(2);
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(
        /^scope-mistakes\.yaml:1: \[0\]\.resource: expected a resource without its subresource, found "pods\/exec"/,
      ),
      expect.stringMatching(/^scope-mistakes\.yaml:2: \[1\]\.verb: a scope knows no wildcard/),
      expect.stringMatching(/^scope-mistakes\.yaml:3: \[2\]: no request has both path and name/),
      expect.stringMatching(/^scope-mistakes\.yaml:4: \[3\]: unknown field "kind"; expected user, groups, /),
    ]);
  });

  it('in requests is told with file and line', async () => {
    const { stderr } = await run('explain policy.yaml --requests bad.ndjson');
    expect(
      stderr
        .trimEnd()
        .split('\n')
        .map((line) => line.split(': ').slice(0, 2).join(': ')),
    ).toEqual([
      'bad.ndjson:2: expected a request as one JSON object, such as {"verb":"get","resource":"secrets"}',
      'bad.ndjson:3: verb',
      'bad.ndjson:4: resource',
    ]);
  });
});
