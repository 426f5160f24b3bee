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

describe('an unknown field', () => {
  it('is ignored with a warning, as Kubernetes does', () => {
    const { policy, warnings } = policyFile(withRules('- level: None\n  verb: [get]\n'), 'policy.yaml');
    expect(policy.rules).toHaveLength(1);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^policy\.yaml:5: rules\[0\]\.verb: unknown field "rules\[0\]\.verb": Kubernetes ignores it; expected one of level, /,
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
