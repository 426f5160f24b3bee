import type { OnProgress, ProgressUpdate } from '../sources/source.js';
import { progressLine } from './progress-line.js';

/** A display of how far a scan is. */
export interface ProgressDisplay {
  readonly onProgress: OnProgress;
  /** Leaves the terminal as it should be. */
  end(): void;
}

/** What passes, in milliseconds. */
export type Clock = () => number;

const REDRAW_MILLISECONDS = 100;
/** A second passes, and nothing came: what waits is shown to wait. */
const TICK_MILLISECONDS = 1_000;
const LINE_MILLISECONDS = 5_000;

/** No display. */
export const noProgress: ProgressDisplay = { onProgress: () => undefined, end: () => undefined };

/** What is being read, each with its times. */
class Readings {
  readonly #all = new Map<string, { latest: ProgressUpdate; readonly began: number; heard: number; ended: number | undefined }>();

  constructor(private readonly clock: Clock) {}

  /** @returns what tells one from another */
  heard(update: ProgressUpdate): string {
    const key = `${update.scope} ${update.what}`;
    const now = this.clock();
    const { began = now } = this.#all.get(key) ?? {};
    this.#all.set(key, { latest: update, began, heard: now, ended: update.ended ? now : undefined });
    return key;
  }

  line(key: string): string {
    const reading = this.#all.get(key);
    if (!reading) return '';
    const { latest, began, heard, ended } = reading;
    const now = ended ?? this.clock();
    return progressLine(latest, { elapsed: (now - began) / 1000, silent: (now - heard) / 1000 });
  }

  get keys(): string[] {
    return [...this.#all.keys()];
  }

  get unfinished(): string[] {
    return this.keys.filter((key) => this.#all.get(key)?.ended === undefined);
  }
}

/** Lines that are redrawn in place, for a terminal. Its library is loaded only here: it takes a tenth of a second. */
export async function liveProgress(stream: NodeJS.WritableStream, clock: Clock = Date.now): Promise<ProgressDisplay> {
  const { createLogUpdate } = await import('log-update');
  const draw = createLogUpdate(stream as NodeJS.WriteStream, { showCursor: true });
  const readings = new Readings(clock);
  let drawn = 0;
  const redraw = (): void => {
    drawn = clock();
    draw(readings.keys.map((key) => readings.line(key)).join('\n'));
  };
  const ticking = setInterval(() => {
    if (readings.unfinished.length > 0) redraw();
  }, TICK_MILLISECONDS).unref();
  return {
    onProgress(update) {
      readings.heard(update);
      if (update.ended || update.waiting || clock() - drawn >= REDRAW_MILLISECONDS) redraw();
    },
    end() {
      clearInterval(ticking);
      if (readings.keys.length > 0) redraw();
      draw.done();
    },
  };
}

/** A line now and then and one at each end, for logs. */
export function plainProgress(write: (text: string) => void, clock: Clock = Date.now): ProgressDisplay {
  const readings = new Readings(clock);
  const said = new Map<string, number>();
  const say = (key: string): void => {
    said.set(key, clock());
    write(`${readings.line(key)}\n`);
  };
  const isDue = (key: string): boolean => clock() - (said.get(key) ?? 0) >= LINE_MILLISECONDS;
  const ticking = setInterval(() => readings.unfinished.filter(isDue).forEach(say), TICK_MILLISECONDS).unref();
  return {
    onProgress(update) {
      const key = readings.heard(update);
      if (!said.has(key)) said.set(key, clock());
      if (update.ended || isDue(key)) say(key);
    },
    end: () => clearInterval(ticking),
  };
}
