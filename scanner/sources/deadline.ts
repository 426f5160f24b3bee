/** A server, or a program that should have given credentials, did not answer in time. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  /** @param seconds how long it was waited for */
  constructor(readonly seconds: number) {
    super(`no answer within ${seconds} s`);
  }
}

/** An answer that is not what the protocol calls for: cut JSON, a page of some proxy, a field that must be there. */
export class MalformedAnswer extends Error {
  override readonly name = 'MalformedAnswer';
}

/**
 * The work's outcome, or {@link NoAnswer}. It bounds the work whole: connecting, waiting, and a body that trickles in,
 * which timeouts of inactivity do not.
 * @throws NoAnswer when the time is over; the work itself is left to whoever can end it
 */
export async function withDeadline<T>(work: Promise<T>, seconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(seconds)), seconds * 1000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
