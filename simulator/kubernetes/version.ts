/** A server's version, as numbers and as it names itself. */
export interface ServerVersion {
  readonly minor: number;
  readonly gitVersion: string;
}

/**
 * Reads `1.36`, or a whole version such as `v1.28.5-eks-ae9a62a`.
 *
 * @throws RangeError when it is neither
 */
export function serverVersion(version: string): ServerVersion {
  const [, minor, patch, suffix = ''] = /^v?1\.(\d+)(?:\.(\d+)([-+].+)?)?$/.exec(version) ?? [];
  if (minor === undefined) throw new RangeError(`version: expected 1.36 or v1.28.5-eks-ae9a62a, found "${version}"`);
  return { minor: Number(minor), gitVersion: `v1.${minor}.${patch ?? 0}${suffix}` };
}

/** What `/version` answers. Builds other than the project's own mark their minor version with a plus. */
export function versionInfo({ minor, gitVersion }: ServerVersion): object {
  return {
    major: '1',
    minor: gitVersion.includes('-') ? `${minor}+` : String(minor),
    gitVersion,
    gitCommit: '0000000000000000000000000000000000000000',
    gitTreeState: 'clean',
    buildDate: '2026-01-01T00:00:00Z',
    goVersion: 'go1.26.0',
    compiler: 'gc',
    platform: 'linux/amd64',
  };
}
