import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONTROLS } from '../../policypack/controls/index.js';
import { describeControl } from '../../policypack/core/describe-control.js';

const ROOT = join(import.meta.dirname, '../..');
const files = readdirSync(join(ROOT, 'policypack/controls'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && path !== 'index.ts')
  .map((path) => basename(path, '.ts'));

describe.each(CONTROLS.map((control) => describeControl(control)))('$id', ({ id, title, rationale, remediation, references, parameters }) => {
  it('is named after its file', () => {
    expect(files).toContain(id);
  });

  it('says what it requires, why, and how to fix it', () => {
    for (const text of [title, rationale, remediation]) {
      expect(text).not.toMatch(/FILL IN/);
      expect(text.length).toBeGreaterThan(10);
    }
  });

  it('refers to a section of at least one framework', () => {
    const sections = Object.values(references);
    expect(sections.length).toBeGreaterThan(0);
    expect(sections.every((ids) => ids.length > 0)).toBe(true);
  });

  it('describes its parameters', () => {
    expect(parameters.filter(({ description }) => description === '')).toEqual([]);
  });

  // `level` in logproof.yaml is the control's own, and `enforcementLevel` Pulumi's name for it.
  it('has no parameter that hides its level', () => {
    expect(parameters.map(({ name }) => name).filter((name) => ['level', 'enforcementLevel'].includes(name))).toEqual([]);
  });

  it('has a page in docs/controls', () => {
    expect(existsSync(join(ROOT, 'docs/controls', `${id}.md`))).toBe(true);
  });
});
