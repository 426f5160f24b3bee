/** Characters of a piece: one write of a file or a pipe. */
const PIECE = 32 * 1024;

/** Joins short texts into pieces worth a write each; a million lines are not a million writes. */
export async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let held: string[] = [];
  let length = 0;
  for await (const text of texts) {
    held.push(text);
    length += text.length;
    if (length < PIECE) continue;
    yield held.join('');
    held = [];
    length = 0;
  }
  if (length > 0) yield held.join('');
}
