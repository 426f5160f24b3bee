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

/** All mistakes of a configuration together: nobody likes to fix one, run, and meet the next. */
export class ConfigurationErrors extends Error {
  constructor(readonly errors: readonly ConfigurationError[]) {
    super(errors.map(describeError).join('\n'));
    this.name = 'ConfigurationErrors';
  }
}

/** `logproof.yaml:12: controls.x.days: expected …`. */
export function describeError({ file, line, path, message }: ConfigurationError): string {
  return [line === undefined ? file : `${file}:${line}`, path, message].filter((part) => part !== '').join(': ');
}
