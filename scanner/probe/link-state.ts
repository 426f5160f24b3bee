/** What the evidence says of one link of the chain. `open`: it does not tell. */
export interface LinkState {
  readonly state: 'whole' | 'broken' | 'open';
  readonly because: string;
  readonly advice: string;
}

/** A link that does what it should. */
export const WHOLE: LinkState = { state: 'whole', because: '', advice: '' };

export const broken = (because: string, advice: string): LinkState => ({ state: 'broken', because, advice });
export const open = (because: string, advice: string): LinkState => ({ state: 'open', because, advice });

/** Where the event was looked for, and for how long. */
export interface Waited {
  readonly logGroup: string;
  readonly timeoutSeconds: number;
}
