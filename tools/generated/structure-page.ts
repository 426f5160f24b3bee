import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type IForbiddenRuleType } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTypeScript from 'dependency-cruiser/config-utl/extract-ts-config';
import { cell, doNotEdit, type GeneratedFile } from './generated-file.js';

const WALLS = '.dependency-cruiser.cjs';

/** Rooms of which the drawing shows one box: a folder of the pack or the scanner. Files beside the folders stand for themselves. */
const ROOMS = '^(policypack|scanner)/[^/]+';

/**
 * `docs/structure.md`: which room of the product imports which, drawn by dependency-cruiser from the imports themselves, and the
 * walls between them with their reasons.
 * @throws Error where dependency-cruiser draws nothing
 */
export async function structurePage(root: string): Promise<GeneratedFile> {
  const { forbidden } = createRequire(import.meta.url)(join(root, WALLS)) as { readonly forbidden: readonly IForbiddenRuleType[] };
  const lines = [
    doNotEdit(`the imports of policypack/ and scanner/, and ${WALLS}`),
    '',
    '# Structure',
    '',
    'An arrow is an import, so that what it points at stands below. Each box is a folder, or a file beside the folders; an import',
    'of types alone counts too. [Architecture](architecture.md) says what the rooms are for.',
    '',
    '```mermaid',
    (await drawing(root)).trim(),
    '```',
    '',
    '## Walls',
    '',
    `Imports that must never exist. \`npm run imports\` fails on any of them; the patterns are in \`${WALLS}\`.`,
    '',
    '| Wall | Why |',
    '|---|---|',
    ...forbidden.map(({ name = '', comment = '' }) => `| \`${name}\` | ${cell(comment)} |`),
    '',
  ];
  return { path: 'docs/structure.md', text: lines.join('\n') };
}

async function drawing(root: string): Promise<string> {
  const options = await extractOptions(join(root, WALLS));
  const { output } = await cruise(
    ['policypack', 'scanner'],
    { ...options, baseDir: root, includeOnly: '^(policypack|scanner)/', collapse: ROOMS, outputType: 'mermaid' },
    undefined,
    { tsConfig: extractTypeScript(join(root, 'tsconfig.json')) },
  );
  if (typeof output !== 'string' || !output.startsWith('flowchart')) throw new Error('dependency-cruiser drew no flowchart of the imports');
  return output;
}
