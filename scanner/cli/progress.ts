import type { OnProgress, ProgressUpdate } from '../sources/source.js';

/** A display of how far a scan is. */
export interface ProgressDisplay {
  readonly onProgress: OnProgress;
  /** Leaves the terminal as it should be. */
  end(): void;
}

const REDRAW_MILLISECONDS = 100;
const LINE_MILLISECONDS = 5_000;

/** No display. */
export const noProgress: ProgressDisplay = { onProgress: () => undefined, end: () => undefined };

const number = new Intl.NumberFormat('en-US');

const describe = ({ scope, what, read, ended }: ProgressUpdate): string =>
  `${ended ? (ended === 'complete' ? '✓' : '✗') : '…'} ${scope}  ${number.format(read)} ${what}${ended === 'with gaps' ? ', not all could be read' : ''}`;

/** Lines that are redrawn in place, for a terminal. Its library is loaded only here: it takes a tenth of a second. */
export async function liveProgress(stream: NodeJS.WritableStream): Promise<ProgressDisplay> {
  const { createLogUpdate } = await import('log-update');
  const draw = createLogUpdate(stream as NodeJS.WriteStream, { showCursor: true });
  const latest = new Map<string, ProgressUpdate>();
  let drawn = 0;
  const redraw = (): void => draw([...latest.values()].map(describe).join('\n'));
  return {
    onProgress(update) {
      latest.set(`${update.scope} ${update.what}`, update);
      if (!update.ended && Date.now() - drawn < REDRAW_MILLISECONDS) return;
      drawn = Date.now();
      redraw();
    },
    end() {
      if (latest.size > 0) redraw();
      draw.done();
    },
  };
}

/** A line now and then and one at each end, for logs. */
export function plainProgress(write: (text: string) => void): ProgressDisplay {
  const said = new Map<string, number>();
  return {
    onProgress(update) {
      const key = `${update.scope} ${update.what}`;
      const now = Date.now();
      if (!said.has(key)) said.set(key, now);
      if (!update.ended && now - (said.get(key) ?? 0) < LINE_MILLISECONDS) return;
      said.set(key, now);
      write(`${describe(update)}\n`);
    },
    end: () => undefined,
  };
}
