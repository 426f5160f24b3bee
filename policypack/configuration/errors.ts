import { InputMistake } from '../core/input-mistake.js';

/** One thing that is wrong with the configuration, in one line that a person can act on. */
export interface ConfigurationError {
  /** What kind of mistake it is, for programs: `unknown-key`, `wrong-type`, `syntax`, … */
  readonly code: string;
  readonly file: string;
  /** Dotted path in the file; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
  /** 1-based, where known. */
  readonly line?: number;
}

/**
 * All mistakes of a configuration together: nobody likes to fix one, run, and meet the next. Those of several files are
 * gathered by their list, which is why this is a class of its own.
 */
export class ConfigurationErrors extends InputMistake {
  override readonly name = 'ConfigurationErrors';

  constructor(readonly errors: readonly ConfigurationError[]) {
    super(errors.map(describeError).join('\n'));
  }
}

/** `logproof.yaml:12: controls.x.days: expected …`. */
function describeError({ file, line, path, message }: ConfigurationError): string {
  return [line === undefined ? file : `${file}:${line}`, path, message].filter((part) => part !== '').join(': ');
}
