import { describe, expect, it } from 'vitest';
import { serverVersion } from '../../../scanner/sources/kubernetes/client/server-version.js';

describe("a server's version", () => {
  it.each([
    ['upstream', { major: '1', minor: '36', gitVersion: 'v1.36.3' }, 1, 36],
    ['EKS', { major: '1', minor: '28+', gitVersion: 'v1.28.5-eks-ae9a62a' }, 1, 28],
    ['GKE', { major: '1', minor: '30', gitVersion: 'v1.30.4-gke.1348000' }, 1, 30],
    ['k3s', { major: '1', minor: '29', gitVersion: 'v1.29.1+k3s2' }, 1, 29],
    ['a build without major and minor', { major: '', minor: '', gitVersion: 'v1.18.0' }, 1, 18],
  ])('is read as %s writes it', (_, answer, major, minor) => {
    expect(serverVersion(answer)).toEqual({ major, minor, gitVersion: answer.gitVersion });
  });

  it.each([undefined, null, {}, 'ok', { gitVersion: 'latest' }])('is not guessed from %j', (answer) => {
    expect(() => serverVersion(answer)).toThrow('the answer names no version');
  });
});
