import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseContexts } from '../../../scanner/sources/kubernetes/client/kubeconfig.js';
import { hasKubeconfig, kubernetesSources, listContexts } from '../../../scanner/sources/kubernetes/index.js';
import { aFile } from './cluster.js';

const kubeconfig = (context: string, rest = `current-context: ${context}`) => `
clusters: [{ name: ${context}, cluster: { server: 'https://${context}.test:6443', certificate-authority: ca.pem } }]
users: [{ name: ${context}, user: { token: secret-token } }]
contexts: [{ name: ${context}, context: { cluster: ${context}, user: ${context} } }]
${rest}
`;

beforeEach(() => {
  vi.stubEnv('KUBECONFIG', '');
  vi.stubEnv('HOME', '/nonexistent');
  vi.stubEnv('KUBERNETES_SERVICE_HOST', undefined);
});
afterEach(() => vi.unstubAllEnvs());

describe('choosing contexts', () => {
  it('takes the current one where none is named', () => {
    const file = aFile(kubeconfig('prod'));

    expect(kubernetesSources({ kubeconfig: file }).map(({ scope }) => scope)).toEqual(['kubernetes:prod']);
  });

  it('reads paths relative to their file', () => {
    const file = aFile(kubeconfig('prod'));

    expect(chooseContexts({ kubeconfig: file })[0]?.login?.cluster['certificate-authority']).toBe(
      join(dirname(file), 'ca.pem'),
    );
  });

  it('merges the files of KUBECONFIG, skips missing ones, and lets the first win', () => {
    const [first, second] = [aFile(kubeconfig('prod')), aFile(kubeconfig('stage'))];
    vi.stubEnv('KUBECONFIG', [first, '/nonexistent/config', second].join(delimiter));

    expect(listContexts()).toEqual([
      { name: 'prod', current: true },
      { name: 'stage', current: false },
    ]);
    expect(kubernetesSources({ contexts: ['stage', 'prod', 'stage'] }).map(({ scope }) => scope)).toEqual([
      'kubernetes:stage',
      'kubernetes:prod',
    ]);
  });

  it('knows whether there is anything to read', () => {
    expect(hasKubeconfig()).toBe(false);
    expect(listContexts()).toEqual([]);
    expect(hasKubeconfig(aFile(kubeconfig('prod', '')))).toBe(false);
    expect(hasKubeconfig(aFile(kubeconfig('prod')))).toBe(true);
  });
});

describe('a kubeconfig that cannot be used', () => {
  it.each<[string, string, object, RegExp]>([
    [
      'has not the context',
      kubeconfig('prod'),
      { contexts: ['stage'] },
      /there is no context "stage"\. Its contexts: prod\./,
    ],
    [
      'has no current context',
      kubeconfig('prod', ''),
      {},
      /no current-context is set: give --context\. Its contexts: prod\./,
    ],
    ['is not YAML', 'clusters: [\n  token: "secret-token', {}, /not YAML: /],
    ['is a list', '- a', {}, /not a kubeconfig: expected a mapping/],
    ['is empty', '', {}, /not a kubeconfig: expected a mapping/],
    ['has contexts of a wrong type', 'contexts: yes', {}, /contexts: expected a list/],
    ['has an entry without a name', 'contexts: [{ context: {} }]', {}, /contexts\[0\]: expected a name/],
    [
      'names a cluster that is not there',
      'contexts: [{ name: a, context: { cluster: b } }]\ncurrent-context: a',
      {},
      /context "a" names the cluster "b", which is not there/,
    ],
    [
      'names a user that is not there',
      kubeconfig('prod').replace('user: prod', 'user: who'),
      {},
      /context "prod" names the user "who", which is not there/,
    ],
    [
      'has no server address',
      kubeconfig('prod').replace('https://prod.test:6443', 'prod'),
      {},
      /cluster of context "prod": server: expected a URL such as https:\/\/host:6443/,
    ],
    ['holds a key twice', `${kubeconfig('prod')}clusters: []\n`, {}, /not YAML: .*unique/],
  ])('because it %s is refused by name, without its secrets', (_, text, options, message) => {
    const file = aFile(text);
    const choosing = () => kubernetesSources({ kubeconfig: file, ...options });

    expect(choosing).toThrow(message);
    expect(choosing).toThrow(
      expect.objectContaining({ name: 'InputMistake', message: expect.stringContaining(file) }),
    );
    expect(choosing).not.toThrow(/secret-token/);
  });

  it('because it is not there is refused when it was named', () => {
    expect(() => kubernetesSources({ kubeconfig: '/nonexistent/config' })).toThrow(
      /\/nonexistent\/config: cannot be read \(ENOENT\)/,
    );
  });

  it('because there is none anywhere says what to give', () => {
    expect(() => kubernetesSources({})).toThrow(
      /no kubeconfig was found: give --kubeconfig FILE, set KUBECONFIG, or run in a pod/,
    );
  });
});
