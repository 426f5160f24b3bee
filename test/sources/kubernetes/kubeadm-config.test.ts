import { describe, expect, it } from 'vitest';
import { installerFlags } from '../../../scanner/sources/kubernetes/api-server/kubeadm-config.js';

const configMap = (ClusterConfiguration: unknown) => ({ data: { ClusterConfiguration } });

describe('the flags that kubeadm would set', () => {
  it('are those of its ClusterConfiguration', () => {
    expect(installerFlags(configMap('apiServer: {extraArgs: [{name: audit-log-path, value: /a}]}'))).toEqual({ 'audit-log-path': '/a' });
  });

  it.each([
    ['it gives a flag twice', configMap('apiServer: {extraArgs: [{name: audit-log-path, value: /a}, {name: audit-log-path, value: /b}]}'), /audit-log-path, given twice/],
    ['it is no YAML', configMap('a: ['), /not YAML/],
    ['there is none', {}, /no ClusterConfiguration/],
  ])('are not told where %s', (_, given, message) => expect(() => installerFlags(given)).toThrow(message));
});
