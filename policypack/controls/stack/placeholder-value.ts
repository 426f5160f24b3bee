import * as z from 'zod';
import { control, fail, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import { holdsPlaceholder } from '../../core/placeholder.js';

export default control({
  id: 'placeholder-value',
  title: 'No placeholder is deployed',
  subject: 'any',
  severity: 'high',
  rationale: 'A template deployed as it came sends the audit trail nowhere, and looks configured.',
  remediation: 'Replace the placeholder with the real value, from typed configuration that refuses to be empty.',
  references: { 'nist-800-53-r5': ['CM-6'], 'iso-27001': ['A.8.9'] },
  params: z.strictObject({
    patterns: z.array(z.string().min(1).refine(isPattern, { message: 'expected a regular expression' })).default([]).describe('Regular expressions that count as placeholders too'),
  }),
  check({ texts }, { patterns }) {
    const own = patterns.map((pattern) => new RegExp(pattern));
    const suspect = texts.filter(({ value }) => holdsPlaceholder(value) || own.some((pattern) => pattern.test(value)));
    const found = suspect.filter(({ unread }) => !unread);
    if (found.length === 0) {
      // What was written where the live system decides is only asked about where it looks like one.
      for (const { unread, value } of texts) if (unread && (value === '' || suspect.length > 0)) need(unread);
      return pass('no placeholder');
    }
    // The text itself stays out: a value that only looks like a placeholder may be a secret.
    return fail(`placeholder in ${found.map(({ path }) => path).join(', ')}, a real value required`, { paths: found.map(({ path }) => path) });
  },
});

function isPattern(text: string): boolean {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}
