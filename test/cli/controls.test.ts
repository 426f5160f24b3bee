import { describe, expect, it } from 'vitest';
import { CONTROLS } from '../../policypack/controls/index.js';
import { logproof } from './command-line.js';

const WIDTHS = [20, 40, 60, 72, 80, 100, 140, 200];

describe('logproof controls', () => {
  it.each(WIDTHS)('names every control whole in %i columns, so that it can be copied', async (width) => {
    const { stdout } = await logproof(['controls'], { width });
    for (const { id } of CONTROLS) expect(stdout.split(/[\s│|]+/)).toContain(id);
  });

  it.each(WIDTHS.filter((width) => width > 100))('is a table that fits %i columns', async (width) => {
    const lines = (await logproof(['controls'], { width })).stdout.split('\n');
    expect(lines.find((line) => line.includes('Requires'))).toContain('Severity');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  });

  it.each([20, 60])('is a list, two lines a control, where a table has no room: %i columns', async (width) => {
    const lines = (await logproof(['controls'], { width })).stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(2 * CONTROLS.length + 2);
    expect(lines[1]).toMatch(/^ {2}\w+, \w+: \S/);
  });
});
