import { stringify } from 'yaml';
import { CONFIGURATION_EXAMPLE } from './configuration-schema.js';
import { cell, doNotEdit, prose, type GeneratedFile } from './generated-file.js';
import { describeType } from './schema-type.js';
import { WAIVERS_EXAMPLE } from './waivers-schema.js';

type Schema = Readonly<Record<string, unknown>>;

const LEAD = `\`logproof.yaml\` configures the policy pack and the scanner alike. It is looked for in the working directory, by
the pack [beside \`Pulumi.yaml\`](pulumi.md#configuration), unless \`--config\` or \`LOGPROOF_CONFIG\` names another. Everything in it is
optional: without a file, every default below holds. Flags of \`logproof scan\` win over it; in the pack, \`--policy-pack-config\` wins over it. Unknown keys, wrong types and
controls that do not exist are errors, reported all at once with their lines.

Editors complete and check it by its JSON Schema, [\`schemas/config.schema.json\`](../schemas/config.schema.json): with the
YAML language server, put this first in the file:

\`\`\`yaml
# yaml-language-server: $schema=node_modules/logproof/schemas/config.schema.json
\`\`\``;

const WAIVERS = `\`waivers.yaml\` beside \`logproof.yaml\`, or the file that \`waivers:\` names. A waived failure stays in every report with
its waiver, and fails no run. A waiver that is expired, matches nothing or is approved by its own owner waives nothing,
and is a finding itself. One whose subject matches everything, however it is spelt, is refused unless it says so: \`subject: "**"\` with
\`all: true\`. Its JSON Schema is [\`schemas/waivers.schema.json\`](../schemas/waivers.schema.json).`;

const GLOBS = `Scopes and waivers take the same globs, in the pack and in the scan. They match a whole name or id, capitals and all:

| Write | For | So that |
|---|---|---|
| \`*\` | any characters but \`/\`, none too; it goes over \`:\` | \`ai-*\` is for \`ai-1\`, not for \`ai-1/deep\` |
| \`**\` | any characters, \`/\` too; with a slash after it, at a beginning or after a slash, it may stand for nothing | \`/ai/**\` is for \`/ai/a/b\`, \`/ai/**/b\` for \`/ai/b\` too |
| \`?\` | one character but \`/\` | \`ai-?\` is for \`ai-1\` |
| \`\\\` | the next character as it is | \`\\*\` is for \`*\` |
| \`:*\` at an ARN's end | itself, or nothing | \`arn:aws:logs:*:*:log-group:ai:*\` is for the group \`ai\` |

\`!\`, braces, brackets, parentheses, \`|\` and \`***\` are refused, with what to write instead. An ARN says its partition: \`arn:aws-us-gov:…\`,
or \`arn:*:…\` for any.`;

/** `docs/configuration.md`, from the texts of the two schemas. */
export function configurationPage(configuration: string, waivers: string): GeneratedFile {
  const sections = [
    doNotEdit('the schemas of logproof.yaml and waivers.yaml'),
    '# Configuration',
    LEAD,
    '## Example',
    yaml(CONFIGURATION_EXAMPLE),
    '## Keys',
    'Levels and parameters of the controls, under `controls:`, are on [their own pages](controls/README.md).',
    table(keys('', JSON.parse(configuration) as Schema)),
    '## Globs',
    GLOBS,
    '## Waivers',
    WAIVERS,
    yaml(WAIVERS_EXAMPLE),
    table(keys('', (JSON.parse(waivers) as { items: Schema }).items)),
  ];
  return { path: 'docs/configuration.md', text: `${sections.join('\n\n')}\n` };
}

interface Key {
  readonly path: string;
  readonly schema: Schema;
}

/** Every leaf of an object's schema; the controls' leaves are on pages of their own. */
function keys(prefix: string, schema: Schema): Key[] {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  return properties.flatMap(([name, of]) => {
    const path = prefix + name;
    return of['properties'] && path !== 'controls' ? keys(`${path}.`, of) : [{ path, schema: of }];
  });
}

function table(rows: readonly Key[]): string {
  const lines = rows.map(({ path, schema }) => {
    const type = path === 'controls' ? 'mapping of control id to level and parameters' : path === 'control' ? 'id of a control' : describeType(schema);
    const usual = schema['default'] === undefined || path === 'controls' ? '' : `\`${JSON.stringify(schema['default'])}\``;
    return `| \`${path}\` | ${cell(type)} | ${cell(usual)} | ${prose(String(schema['description'] ?? ''))} |`;
  });
  return ['| Key | Type | Default | Means |', '|---|---|---|---|', ...lines].join('\n');
}

const yaml = (value: unknown): string => `\`\`\`yaml\n${stringify(value).trimEnd()}\n\`\`\``;
