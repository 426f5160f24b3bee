import type { AnyControl } from '../../policypack/core/control.js';
import { describeControl } from '../../policypack/core/describe-control.js';
import { cell, doNotEdit, type GeneratedFile } from './generated-file.js';

const LEAD = `Each control is one file in \`policypack/controls/\`: metadata first, one pure check last. This list, the pages that it
links to, the Pulumi policies, the SARIF rules and the JSON Schema of \`logproof.yaml\` are all derived from those files.

*Level* is the level unless configured: \`mandatory\` refuses a deployment and ends a scan with 1, \`advisory\` is shown and
never does. A value that was not read makes any of them \`unknown\`, never a pass.`;

/** `docs/controls/README.md`: every control, one a line. */
export function controlsPage(controls: readonly AnyControl[]): GeneratedFile {
  const rows = controls.map((control) => {
    const { id, title, severity, level, references } = describeControl(control);
    const frameworks = Object.keys(references).map((framework) => `\`${framework}\``).join(', ');
    return `| [\`${id}\`](${id}.md) | ${cell(title)} | ${severity} | ${level} | ${frameworks} |`;
  });
  const table = ['| Control | Requires | Severity | Level | Frameworks |', '|---|---|---|---|---|', ...rows].join('\n');
  return { path: 'docs/controls/README.md', text: `${[doNotEdit('policypack/controls'), '# Controls', LEAD, table].join('\n\n')}\n` };
}
