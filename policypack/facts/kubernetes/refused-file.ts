/** A file with which kube-apiserver does not start. */
export interface RefusedFile {
  /** Why, one line each: the rule and the field, Kubernetes' reason, what was expected. */
  readonly refused: readonly [string, ...string[]];
}

/** Whether a file that was read is one that no server starts with. */
export const isRefused = (file: object): file is RefusedFile => 'refused' in file;

/** The refusal in one line. */
export const refusalText = ({ refused: [first, ...more] }: RefusedFile): string =>
  more.length === 0 ? first : `${first}; ${more.length} more such mistakes`;
