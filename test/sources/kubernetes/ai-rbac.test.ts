import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { AI_KINDS } from '../../../policypack/kinds/kubernetes/ai-workload/kinds.js';
import { TEMPLATE_KINDS } from '../../../policypack/kinds/kubernetes/ai-workload/pod-template.js';
import { grants } from './shipped-rbac.js';

const text = readFileSync(new URL('../../../deploy/kubernetes/rbac-ai-workloads.yaml', import.meta.url), 'utf8');
const rules = parseAllDocuments(text)
  .map((document) => document.toJS() as { kind: string; rules?: Parameters<typeof grants>[0] })
  .find(({ kind }) => kind === 'ClusterRole')?.rules;

const plural = (kind: string): string =>
  kind.endsWith('y') ? `${kind.toLowerCase().slice(0, -1)}ies` : /[^s]s$/.test(kind) ? kind.toLowerCase() : `${kind.toLowerCase()}${/(x|ss)$/.test(kind) ? 'es' : 's'}`;

describe('the shipped rights for AI workloads', () => {
  it('list pods, namespaces, and every kind that is looked for; nothing else', () => {
    const kinds = Object.entries(AI_KINDS).flatMap(([group, names]) => names.map((name) => `list ${group}/${plural(name)}`));
    const controllers = TEMPLATE_KINDS.map(({ apiGroup, kind }) => `list ${apiGroup}/${plural(kind)}`);

    expect(grants(rules ?? []).sort()).toEqual([...new Set(['list /namespaces', 'list /pods', ...kinds, ...controllers])].sort());
  });
});

describe('the page about AI workloads', () => {
  const page = readFileSync(new URL('../../../docs/ai-workloads.md', import.meta.url), 'utf8');
  const rows = Object.entries(AI_KINDS).map(([group, kinds]) => (kinds.length > 0 ? `| \`${group}\` | ${kinds.join(', ')} |` : `\`${group}\``));

  it.each(rows)('names %s', (text) => expect(page).toContain(text));
});
