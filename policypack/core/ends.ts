// Regular expressions for the end of a text, such as /x+$/, begin anew at every x: a long run of them in the middle takes its square.

/** A text without the characters at its end that are this one. */
export function withoutEnd(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end -= 1;
  return text.slice(0, end);
}

/** What stands before the first of these; all of a text without one. */
export function before(text: string, what: string): string {
  const at = text.indexOf(what);
  return at < 0 ? text : text.slice(0, at);
}
