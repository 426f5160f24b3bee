import type { FrameworkId } from '../frameworks/index.js';
import type { Level } from './control.js';

/** A level and parameters, defaults applied. */
interface LevelAndParams {
  readonly level: Level;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What holds for the things that a selection takes. */
export interface ScopedSettings extends LevelAndParams {
  readonly scope: ScopeSettings;
}

/** One control's configured level and parameters, defaults applied. */
export interface ControlSettings extends LevelAndParams {
  /** The first whose selection takes a thing holds for it; for what none takes, the level and parameters above. */
  readonly byScope?: readonly ScopedSettings[];
}

/** Which things of a kind count. */
export interface ScopeSettings {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Every tag must be there with this value. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Whether a selection leaves anything out: who writes one has said what counts. */
export const selects = ({ include, exclude, tags }: ScopeSettings): boolean => include.length + exclude.length + Object.keys(tags).length > 0;

/** A time-limited, approved exception. */
export interface Waiver {
  readonly control: string;
  /** Glob on the subject's id or name, as core/glob.ts has them. */
  readonly subject: string;
  readonly reason: string;
  readonly owner: string;
  readonly approver: string;
  readonly expires: string;
  readonly location?: { readonly file: string; readonly line: number };
}

/** Everything that the judging depends on, besides the facts. */
export interface Settings {
  readonly controls: Readonly<Record<string, ControlSettings>>;
  readonly frameworks: readonly FrameworkId[];
  /** What counts, by the key of the kind's scope: `logGroups`. A kind without an entry counts whole. */
  readonly scope: Readonly<Record<string, ScopeSettings>>;
  readonly waivers: readonly Waiver[];
}
