import { rmSync } from 'node:fs';

/** Files and folders that a run ending at once would leave behind: half reports, spilled findings. */
const paths = new Set<string>();

/** Remembers a path until {@link forget}. */
export const remember = (path: string): void => void paths.add(path);

/** The path is whole, renamed or gone. */
export const forget = (path: string): void => void paths.delete(path);

/** Removes whatever is still remembered; synchronous, since a process that exits at once does nothing else. */
export function removeLeftovers(): void {
  for (const path of paths) rmSync(path, { recursive: true, force: true });
  paths.clear();
}
