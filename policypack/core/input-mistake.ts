/** Where a mistake stands, and what should stand there instead. */
export interface MistakePlace {
  /** The file, or what stands for one, as the user named it; a line and column may follow: `stack.json:3:7`. */
  readonly file?: string | undefined;
  /** The place in the file: a dotted path such as `deployment.resources[5].urn`. */
  readonly path?: string | undefined;
  /** What should stand there, in a person's words: `an object`, `a URL such as https://host:6443`. */
  readonly expected?: string | undefined;
}

/**
 * What the user can mend, and nothing but that: a flag, a configuration, a file that was named. The message is all that
 * is printed, each line of it whole and with the place; the command ends with exit code 2, and nothing was read.
 * What a server does is never one: that is a gap.
 */
export class InputMistake extends Error implements MistakePlace {
  override readonly name: string = 'InputMistake';
  readonly file: string | undefined;
  readonly path: string | undefined;
  readonly expected: string | undefined;

  /**
   * @param problem what is wrong and what to do about it; the message puts the file and the path before it
   * @param place what is known of where it is wrong; absent for a flag
   */
  constructor(
    readonly problem: string,
    { file, path, expected }: MistakePlace = {},
  ) {
    super([file, path, problem].filter((part) => part !== undefined && part !== '').join(': '));
    this.file = file;
    this.path = path;
    this.expected = expected;
  }
}
