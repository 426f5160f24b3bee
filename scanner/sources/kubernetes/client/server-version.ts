import type { ServerVersion } from '../../../../policypack/kinds/kubernetes/cluster/facts.js';
import { MalformedAnswer } from '../../deadline.js';
import { textOf } from '../../../../policypack/core/untyped.js';

/**
 * Reads /version's answer. Managed clusters write `28+` as minor.
 * @throws MalformedAnswer when it names no version
 */
export function serverVersion(answer: unknown): ServerVersion {
  const { major, minor, gitVersion } = (answer ?? {}) as { major?: unknown; minor?: unknown; gitVersion?: unknown };
  const fromGit = /^v(\d+)\.(\d+)/.exec(textOf(gitVersion));
  const whole = (value: unknown, otherwise: string | undefined): number =>
    Number(/^(\d+)/.exec(textOf(value ?? ''))?.[1] ?? otherwise);
  const version = {
    major: whole(major, fromGit?.[1]),
    minor: whole(minor, fromGit?.[2]),
    gitVersion: textOf(gitVersion ?? ''),
  };
  if (Number.isNaN(version.major) || Number.isNaN(version.minor)) {
    throw new MalformedAnswer('the answer names no version: check that the address is that of a Kubernetes API');
  }
  return version;
}
