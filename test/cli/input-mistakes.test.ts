import { afterAll, describe, expect, it } from 'vitest';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import { folderWith, logproof } from './command-line.js';

const folder = folderWith({ 'bad.yaml': 'controls: { no-such: {} }\n', 'result.json': '{}', 'state.json': '[]', kubeconfig: '[]', 'policy.yaml': 'kind: List\n' });
afterAll(() => folder.remove());

describe('a mistake of the user', () => {
  it.each([
    ['in a flag', ['scan', '--report', 'pdf'], '--report pdf: expected one of'],
    ['in the configuration', ['scan', '--config', 'bad.yaml'], 'bad.yaml:1: controls.no-such: is not a known key'],
    ['in a saved result', ['report', 'result.json'], 'result.json: schema: expected "logproof.result/1"'],
    ['in a state', ['scan', '--pulumi-state', 'state.json'], 'state.json: is no Pulumi state: expected an object, found a list'],
    ['in a kubeconfig', ['scan', '--kubeconfig', 'kubeconfig'], 'not a kubeconfig: expected a mapping'],
    ["in a region's name", ['scan', '--region', 'Ireland'], '"Ireland" is not an AWS region\'s name'],
    ['in an audit policy', ['audit-policy', 'check', 'policy.yaml'], 'policy.yaml:1: kind: no audit policy, but kind "List"'],
    ['in an AuditSink', ['render', '--from', 'policy.yaml', '--to', 'policy'], 'policy.yaml: '],
    ['in what commander reads', ['scan', '--fail-on', 'never'], "error: option '--fail-on <severity>' argument 'never' is invalid."],
  ])('%s ends with 2, says what to mend, and prints nothing else', async (_where, argv, message) => {
    const { code, stdout, stderr } = await logproof(argv, { cwd: folder.path });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('fault in logproof');
  });

  it('names the file, the place in it and what is expected there', () => {
    const mistake = new InputMistake('expected a list, found null', { file: 'stack.json', path: 'deployment.resources', expected: 'a list' });
    expect(mistake).toMatchObject({ message: 'stack.json: deployment.resources: expected a list, found null', file: 'stack.json', path: 'deployment.resources', expected: 'a list' });
    expect(new InputMistake('give --context NAME').message).toBe('give --context NAME');
  });
});
