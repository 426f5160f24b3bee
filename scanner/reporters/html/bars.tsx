import { STATES } from './parts.js';
import type { Standing } from '../standing.js';
import { number } from '../words.js';

/** A length of a bar. */
export interface Part {
  readonly kind: Standing;
  readonly count: number;
}

/** A share this small would not be seen; figures beside the bar are exact. */
const LEAST = 1.2;
const GAP = 0.4;

/**
 * A stacked bar. `of`: what a full bar stands for; without it the parts fill the bar. Colours come from classes, since the
 * page's policy allows no inline style.
 */
export const Bar = ({ parts, of }: { readonly parts: readonly Part[]; readonly of?: number }) => {
  const there = parts.filter(({ count }) => count > 0);
  const total = there.reduce((sum, { count }) => sum + count, 0);
  const full = of ?? total;
  const widths = scaled(there.map(({ count }) => Math.max(LEAST, (100 * count) / (full || 1))));
  const label = there.map(({ kind, count }) => `${number(count)} ${STATES[kind].word.toLowerCase()}`).join(', ') || 'none';
  let x = 0;
  return (
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect class="track" x="0" y="0" width="100" height="10" />
      {there.map(({ kind }, index) => {
        const width = widths[index] as number;
        const last = index === there.length - 1;
        const rect = <rect class={`fill ${kind}`} x={round(x)} y="0" width={round(Math.max(LEAST / 2, width - (last ? 0 : GAP)))} height="10" />;
        x += width;
        return rect;
      })}
    </svg>
  );
};

/** Shares that were widened to be seen must not push the others out. */
function scaled(widths: readonly number[]): number[] {
  const sum = widths.reduce((a, b) => a + b, 0);
  if (sum <= 100) return [...widths];
  const spare = widths.reduce((total, width) => total + Math.max(0, width - LEAST), 0);
  return widths.map((width) => width - ((sum - 100) * Math.max(0, width - LEAST)) / spare);
}

const round = (length: number): string => String(Math.round(length * 100) / 100);
