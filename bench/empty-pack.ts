import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A pack without a policy, on the same SDK: what any pack costs before it judges anything. */
export function emptyPack(root: string): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'logproof-empty-pack-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'PulumiPolicy.yaml'), 'runtime: nodejs\n');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'empty', version: '0.0.1', type: 'module', main: 'index.js' }));
  writeFileSync(join(folder, 'index.js'), "import { PolicyPack } from '@pulumi/policy';\nnew PolicyPack('empty', { policies: [] });\n");
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
