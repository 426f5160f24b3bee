import { describe, expect, it } from 'vitest';
import { exitCode } from '../../policypack/core/exit-code.js';

const CLEAN = { failing: 0, unknown: 0, error: 0, gaps: 0, judged: 5 };

describe('the exit code', () => {
  it('is 0 when everything was read and nothing mandatory fails', () => expect(exitCode(CLEAN)).toBe(0));
  it('is 1 for a mandatory failure', () => expect(exitCode({ ...CLEAN, failing: 1 })).toBe(1));
  it('is 1 for a failure even where something was not read', () => expect(exitCode({ ...CLEAN, failing: 1, gaps: 2, unknown: 3 })).toBe(1));
  it.each(['unknown', 'error', 'gaps'] as const)('is 3 for %s alone', (what) => expect(exitCode({ ...CLEAN, [what]: 1 })).toBe(3));
  it('is 3 when there was nothing to judge', () => expect(exitCode({ ...CLEAN, judged: 0 })).toBe(3));
});
