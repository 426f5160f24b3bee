import * as z from 'zod';
import type { ServerVersion } from '../../../../policypack/kinds/kubernetes/cluster/facts.js';
import { MalformedAnswer } from '../../deadline.js';

/** Source: k8s.io/apimachinery, version.Info. A build may leave major and minor empty. */
export const VERSION_INFO = z.looseObject({ major: z.string().regex(/^\d{0,4}$/), minor: z.string().regex(/^(\d{1,4}\+?)?$/), gitVersion: z.string() });

/**
 * Reads /version's answer. Managed clusters write `28+` as minor.
 * @throws MalformedAnswer when it names no version, or two
 */
export function serverVersion(answer: unknown): ServerVersion {
  const info = VERSION_INFO.safeParse(answer).data;
  const [, ...fromGit] = /^v(\d{1,4})\.(\d{1,4})(?=[.+-]|$)/.exec(info?.gitVersion ?? '') ?? [];
  const apart = [info?.major, info?.minor?.replace('+', '')].filter((part) => part !== undefined && part !== '');
  const said = [apart, fromGit].filter((parts) => parts.length === 2).map((parts) => parts.map(Number));
  const [one, other = one] = said;
  if (!info || !one) throw new MalformedAnswer('the answer names no version: check that the address is that of a Kubernetes API');
  // What the server can do follows from the one, and what a person is told from the other.
  if (String(one) !== String(other)) throw new MalformedAnswer('the answer names two versions, one as numbers and one as gitVersion: nobody can tell which the server is of');
  return { major: one[0] ?? 0, minor: one[1] ?? 0, gitVersion: info.gitVersion };
}
