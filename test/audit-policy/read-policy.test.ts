import { describe, expect, it } from 'vitest';
import { dialectOf } from '../../policypack/audit-policy/index.js';
import { policyFile } from '../../scanner/audit-policy/policy-file.js';
import { INVALID_POLICIES, ODD_BUT_VALID_POLICIES } from './policies.js';

const refusal = (text: string, version = '1.36'): string => {
  try {
    policyFile(text, 'policy.yaml', dialectOf(version));
    return 'not refused';
  } catch (problem) {
    return (problem as Error).message;
  }
};

const withRules = (text: string) => `apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n${text}`;

describe('an audit policy', () => {
  it.each(Object.entries(INVALID_POLICIES))('is refused for %s', (_, text) => {
    expect(refusal(text)).toMatch(/^policy\.yaml:\d+: /);
  });

  it.each(ODD_BUT_VALID_POLICIES.map((text) => [text]))('is loaded though it looks odd: %j', (text) => {
    expect(refusal(text)).toBe('not refused');
  });
});

describe('a refusal', () => {
  it('names file, line, rule and field, gives the reason of Kubernetes, and says what was expected', () => {
    expect(refusal(withRules('- level: Metadata\n- level: metadata\n'))).toBe(
      'policy.yaml:5: rules[1].level: Unsupported value: "metadata": ' +
        'supported values: "None", "Metadata", "Request", "RequestResponse"; expected one of None, Metadata, Request, RequestResponse',
    );
  });

  it('tells everything at once, and each thing once', () => {
    const lines = refusal(withRules('- level: none\n  users: [1]\n  nonResourceURLs: [healthz]\n- {}\n')).split('\n');
    expect(lines.map((line) => line.split(': ').slice(0, 2).join(': '))).toEqual([
      'policy.yaml:5: rules[0].users[0]',
      'policy.yaml:4: rules[0].level',
      'policy.yaml:6: rules[0].nonResourceURLs[0]',
      'policy.yaml:7: rules[1].level',
    ]);
  });

  it('shows the misspelt field beside what is missing for it', () => {
    expect(refusal(withRules('- Level: None\n'))).toContain('warning: policy.yaml:4: rules[0].Level: unknown field');
  });

  it('of "*" as a group depends on the version', () => {
    const text = withRules('- level: None\n  resources: [{group: "*"}]\n');
    expect(refusal(text, '1.36')).toBe('not refused');
    expect(refusal(text, '1.35')).toContain('policy.yaml:5: rules[0].resources[0].group: Invalid value: "*"');
  });
});

describe('what is given in place of a policy', () => {
  it.each([
    ['apiVersion: v1\nkind: ConfigMap\n', 'policy.yaml:2: kind: no audit policy, but kind "ConfigMap"; expected the policy that it holds: kubectl get configmap'],
    ['apiVersion: v1\nkind: List\n', 'policy.yaml:2: kind: no audit policy, but kind "List"; expected one policy by itself'],
    ['kind: AuditSink\n', 'policy.yaml:1: kind: no audit policy, but kind "AuditSink"; expected a policy: logproof render --from FILE --to policy'],
    ['', 'policy.yaml:1: is empty; expected an audit policy'],
    ['---\n# nothing\n', 'policy.yaml:1: is empty; expected an audit policy'],
  ])('%j is told what to do instead', (text, said) => {
    expect(refusal(text)).toContain(said);
  });
});

describe('JSON', () => {
  const AT = (rules: string) => `{\n  "apiVersion": "audit.k8s.io/v1",\n  "rules": ${rules}\n}\n`;

  it.each([
    [AT('[{"level": "None"},]'), 3],
    [AT('[{"level": "None"}] // all'), 3],
    [AT("[{'level': 'None'}]"), 3],
    [AT('[{"level": "None"}'), 5],
  ])('is read as JSON only, as Kubernetes does: %j', (text, line) => {
    expect(refusal(text)).toBe(`policy.yaml:${line}: not valid JSON, as which Kubernetes reads a file that begins with "{"`);
  });

  it('is not judged where a key is given twice: Kubernetes mixes the two', () => {
    expect(refusal(AT('[{"level": "None", "verbs": ["get"]}], "rules": [{"level": "Metadata"}]'))).toBe(
      'policy.yaml:3: this key is given twice, and Kubernetes mixes the two in JSON: keep one',
    );
  });
});

describe('a text that is no YAML', () => {
  it('is refused at its first mistake, without a word of it: the file may hold a token', () => {
    const message = refusal('users:\n- name: a\n  token: "secret" more-secret\n');
    expect(message).toMatch(/^policy\.yaml:3: not valid YAML: /);
    expect(message).not.toContain('secret');
  });

  it('is refused for a control character, with its line', () => {
    expect(refusal(withRules('- level: None\n  users: ["a\u0007"]\n'))).toContain('policy.yaml:5: a control character, which Kubernetes refuses');
  });
});

describe('an empty document at the end', () => {
  it('is not worth a warning', () => {
    expect(policyFile(`${withRules('- level: None\n')}---\n`, 'policy.yaml').warnings).toEqual([]);
  });
});

describe('an unknown field', () => {
  it('finds its line also where YAML 1.1 takes its name for a boolean', () => {
    const { warnings } = policyFile(withRules('- level: None\ny: 1\n'), 'policy.yaml');
    expect(warnings).toEqual([expect.stringMatching(/^policy\.yaml:5: true: unknown field/)]);
  });

  it('is ignored with a warning, as Kubernetes does', () => {
    const { policy, warnings } = policyFile(withRules('- level: None\n  verb: [get]\n'), 'policy.yaml');
    expect(policy.rules).toHaveLength(1);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^policy\.yaml:5: rules\[0\]\.verb: unknown field "rules\[0\]\.verb": Kubernetes ignores it, and takes the rule for one without this condition; expected verbs$/,
      ),
    ]);
  });

  it('and a key given twice, and a second document, are said too', () => {
    const { warnings } = policyFile(`${withRules('- level: None\n  level: Metadata\n')}---\na: b\n`, 'policy.yaml');
    expect(warnings).toEqual([
      'policy.yaml:5: this key is given twice: Kubernetes takes the last',
      'policy.yaml: holds 2 documents: Kubernetes reads the first only',
    ]);
  });
});

describe('a merge', () => {
  const levelOf = (rule: string): string => policyFile(`apiVersion: audit.k8s.io/v1\nx: &x {level: None}\ny: &y {level: Request}\nrules:\n- ${rule}\n`, 'policy.yaml').policy.rules[0]!.level;

  it('wins over what stands before it, and loses to what stands after it', () => {
    expect(levelOf('level: Metadata\n  <<: *x')).toBe('None');
    expect(levelOf('<<: *x\n  level: Metadata')).toBe('Metadata');
  });

  it('of several mappings takes the first', () => {
    expect(levelOf('<<: [*x, *y]')).toBe('None');
  });
});
