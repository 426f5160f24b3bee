import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package's own folder: two above the compiled file, one above the source. */
export function packageFolder(from = dirname(fileURLToPath(import.meta.url))): string {
  try {
    readFileSync(join(from, 'PulumiPolicy.yaml'));
    return from;
  } catch {
    const parent = dirname(from);
    if (parent === from) throw new Error('logproof is not installed whole: its package.json is missing');
    return packageFolder(parent);
  }
}

/** The version in package.json. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as { version: string };
  return version;
}
