import type { AnyControl } from '../../policypack/core/control.js';
import { FRAMEWORKS, type Framework } from '../../policypack/frameworks/index.js';
import { cell, doNotEdit, type GeneratedFile } from './generated-file.js';

const LEAD = `Which sections of which framework each control gives evidence for. A reference says that the control supports the
section, not that passing it satisfies the section: whether it does is for the auditor to say. Sections are named by
their ids only, since several of the texts are copyrighted.

\`frameworks:\` in \`logproof.yaml\` chooses which of them the reports map to. Where a framework asks for a minimum
retention, choosing it raises the default of [\`log-group-retention-minimum\`](controls/log-group-retention-minimum.md),
unless its \`days\` are configured.`;

/** `docs/frameworks.md`: the crosswalk, by framework. */
export function frameworksPage(controls: readonly AnyControl[]): GeneratedFile {
  const sections = Object.entries(FRAMEWORKS).map(([id, framework]) => section(id, framework, controls));
  return { path: 'docs/frameworks.md', text: `${[doNotEdit('policypack/frameworks and the controls'), '# Frameworks', LEAD, ...sections].join('\n\n')}\n` };
}

function section(id: string, { title, url, minimumRetentionDays }: Framework, controls: readonly AnyControl[]): string {
  const rows = controls.flatMap((control) => {
    const ids = (control.references as Readonly<Record<string, readonly string[]>>)[id];
    return ids ? [`| [\`${control.id}\`](controls/${control.id}.md) | ${cell(ids.join(', '))} |`] : [];
  });
  const retention = minimumRetentionDays === undefined ? [] : [`Minimum retention: ${minimumRetentionDays} days.`];
  const table = rows.length > 0 ? ['| Control | Sections |', '|---|---|', ...rows].join('\n') : 'No control refers to it yet: `frameworks:` refuses it, since a report could say nothing of it.';
  return [`## ${title}`, `\`${id}\` · <${url}>`, ...retention, table].join('\n\n');
}
