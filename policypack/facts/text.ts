/** A text inside a resource, with its path, for controls that read every text. */
export interface Text {
  readonly path: string;
  readonly value: string;
}
