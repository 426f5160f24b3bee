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
  await writeFile(join(cwd, 'latin1.yaml'), Buffer.from(`# é\n${POLICY}`, 'latin1'));
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

  it('says that nothing is above None in the words of what was asked', async () => {
    expect((await run('check policy.yaml --at-most None')).stdout).toContain('2 classes of requests are not kept out of the log.');
    expect((await run('check policy.yaml --stages Panic RequestReceived')).stdout).toContain(', stages Panic and RequestReceived included.');
  });

  it('reads files as other systems save them: UTF-16, byte order marks, CRLF', async () => {
    const crlf = POLICY.replaceAll('\n', '\r\n');
    await writeFile(join(cwd, 'bom.yaml'), `\uFEFF${crlf}`);
    await writeFile(join(cwd, 'utf16.yaml'), Buffer.from(`\uFEFF${crlf}`, 'utf16le'));
    await writeFile(join(cwd, 'scope-bom.yaml'), `\uFEFF${SECRETS.replaceAll('\n', '\r\n')}- { resource: secrets, verb: list, subresource: "", apiGroup: "" }\r\n`);
    await writeFile(join(cwd, 'bom.ndjson'), `\uFEFF${REQUESTS.replaceAll('\n', '\r\n')}`);
    expect((await run('check bom.yaml --scope scope-bom.yaml --output ndjson')).stdout).toBe(`${JSON.stringify(HOLE)}\n`);
    expect((await run('check utf16.yaml --scope scope-bom.yaml --output ndjson')).stdout).toBe(`${JSON.stringify(HOLE)}\n`);
    expect((await run('explain policy.yaml --requests bom.ndjson --output ndjson')).stdout.split('\n')).toHaveLength(4);
  });

  it('says of a class that only bounds what it describes that it is not exact', async () => {
    const users = Array.from({ length: 40 }, (_, index) => `- { level: Metadata, users: [u${index}], namespaces: [n${index}] }`);
    const policy = `apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n${users.join('\n')}\n`;
    const { stdout } = await run('check - --scope secrets.yaml --output json', policy);
    expect(JSON.parse(stdout)).toMatchObject({ proven: false, holes: [{ level: 'None', rule: null, exact: false }] });
  });

  it('takes a request that was copied from an audit event for a scope, path and all, and gives it back', async () => {
    await writeFile(join(cwd, 'copied.yaml'), '[{ verb: get, resource: secrets, namespace: ai, path: /api/v1/namespaces/ai/secrets/a }]');
    const { stdout } = await run('check policy.yaml --scope copied.yaml --output json');
    expect(JSON.parse(stdout)).toMatchObject({ holes: [{ witness: { resource: 'secrets', path: '/api/v1/namespaces/ai/secrets/a' } }] });
  });

  it('gives the groups of the scope to its example, and those that the server adds', async () => {
    await writeFile(join(cwd, 'groups.yaml'), '[{ verb: get, resource: secrets, namespace: ai, groups: [b, a] }]');
    const { stdout } = await run('check policy.yaml --scope groups.yaml --output json');
    expect(JSON.parse(stdout)).toMatchObject({ holes: [{ witness: { groups: ['a', 'b', 'system:authenticated'] } }] });
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

describe('names that a terminal would obey', () => {
  it('are written out', async () => {
    const { stdout } = await run('explain policy.yaml --requests -', '{"user":"\\u001b[31mred\\nline","verb":"get","resource":"pods"}');
    expect(stdout).toBe('\\u{1B}[31mred\\u{A}line: get pods\n  level None, because no rule matches\n');
  });
});

describe('no requests at all', () => {
  it('are explained, and said', async () => {
    const { stdout, stderr, code } = await run('explain policy.yaml --requests - --output json', '\n');
    expect([stdout, stderr, code]).toEqual(['[]\n', 'warning: (standard input): holds no request\n', 0]);
  });
});

describe('a scope that says something else than it was meant to', () => {
  it.each([
    ['', '1: expected a list of partial requests, such as - { apiGroup: "", resource: secrets }, found nothing'],
    ['resource: secrets', '1: expected a list of partial requests, such as - { apiGroup: "", resource: secrets }, found a mapping'],
    ['[]', '1: expected at least one partial request: an empty scope proves nothing'],
    ['- resource: secrets\n  resource: pods', '2: this key is given twice: make two entries of it'],
    ['- resource: secrets\n---\n- resource: pods', '1: holds several documents: put every partial request into one list'],
    ['- resource: [secrets, pods]', '1: [0].resource: expected a text (put numbers and words such as yes in quotes), found a list'],
    ['- user: null', '1: [0].user: expected a text (put numbers and words such as yes in quotes), found nothing: leave the field out, or give ""'],
    ['- groups: system:masters', '1: [0].groups: expected a list of texts, found the text "system:masters"'],
    ['- secrets', '1: [0]: expected a mapping of fields, found the text "secrets"'],
    ['- path: healthz', '1: [0].path: expected a path that begins with /, found "healthz"'],
  ])('%j is refused', async (text, said) => {
    await writeFile(join(cwd, 'scope.yaml'), text);
    const { stdout, stderr, code } = await run('check policy.yaml --scope scope.yaml');
    expect([stdout, stderr, code]).toEqual(['', `scope.yaml:${said}\n`, 2]);
  });
});

describe('a mistake', () => {
  it.each([
    ['check bad.yaml', 'bad.yaml:8: rules[1].level: Unsupported value: "metadata"'],
    ['check missing.yaml', 'missing.yaml: no such file'],
    ['check', 'name the audit policy'],
    ['check latin1.yaml', 'latin1.yaml: is not text in UTF-8: save it in that encoding'],
    ['check - --scope -', 'standard input cannot be both the policy and the scope'],
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
      expect.stringMatching(/^scope-mistakes\.yaml:3: \[2\]: no request for a URL path has name: name the resource too/),
      expect.stringMatching(/^scope-mistakes\.yaml:4: \[3\]: unknown field "kind"; expected one of user, groups, /),
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
