import type { FrameworkId } from '../frameworks/index.js';
import type { Level } from './control.js';

/** One control's configured level and parameters, defaults applied. */
export interface ControlSettings {
  readonly level: Level;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Which things of a kind count. */
export interface ScopeSettings {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Every tag must be there with this value. */
  readonly tags: Readonly<Record<string, string>>;
}

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
