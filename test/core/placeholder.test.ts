import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsPlaceholder } from '../../policypack/core/placeholder.js';

const FORMS = [
  'CHANGEME', 'CHANGE_ME', 'REPLACEME', 'REPLACE_ME', 'TODO',
  'example.com', 'EXAMPLE.ORG', 'logs.example.net', 'collector.example', 'collector.INVALID', 'audit.test',
  '${COLLECTOR}', '$(COLLECTOR)', '$COLLECTOR', '{{ collector }}', '__COLLECTOR__', '%COLLECTOR%', '<your collector>',
];

/** What stands around a placeholder without being a part of it. */
const around = fc.string({ unit: fc.constantFrom('a', 'b', '7', '/', ':', ' ', ',', 'é') });

describe('a placeholder', () => {
  it('of every form is seen wherever it stands', () => {
    fc.assert(fc.property(fc.constantFrom(...FORMS), around, around, (form, before, after) => {
      expect(holdsPlaceholder(`${before} ${form} ${after}`)).toBe(true);
    }));
  });

  it.each(['/ai/inference', 'arn:aws:kms:eu-west-1:123456789012:key/1', 'latest-contest', '100%', '[$LATEST]', '<ops@corp.internal>', 'todo-list', 'testing', ''])('is not %j', (text) => {
    expect(holdsPlaceholder(text)).toBe(false);
  });
});
