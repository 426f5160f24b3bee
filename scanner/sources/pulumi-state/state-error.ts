/** A state that the user named and that cannot be used: bad input, not a gap. Says the file, the place in it and what to do. */
export class StateError extends Error {
  override readonly name = 'StateError';

  /**
   * @param file as the user named it
   * @param place where in it: a line and column, or a path such as `deployment.resources[5].urn`; empty for the whole
   */
  constructor(
    readonly file: string,
    readonly place: string,
    readonly problem: string,
  ) {
    super([file, place, problem].filter((part) => part !== '').join(': '));
  }
}
