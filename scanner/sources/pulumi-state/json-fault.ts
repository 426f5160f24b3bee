/** Where a text stops being JSON. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  /** The text ends before it is whole. */
  readonly truncated: boolean;
}

// RFC 8259: any character but the quote, the backslash and those below U+0020.
const PLAIN = String.raw`[ !#-[\]-\uffff]*`;
const STRING = String.raw`"${PLAIN}(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})${PLAIN})*"`;
const LITERAL = String.raw`(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])`;
const TOKEN = new RegExp(String.raw`[ \t\n\r]*(?:([[\]{},:])|(${STRING})|${LITERAL})`, 'y');

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

/**
 * Finds where a text that `JSON.parse` refused goes wrong. The parser's own message will not do: since Node 20 it gives
 * no position for most faults, and quotes the text around it, which may be a secret.
 */
export function jsonFault(text: string): JsonFault {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  while (expected !== 'nothing') {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    if (!token) break;
    const next = step(token[1] ?? (token[2] === undefined ? 'literal' : 'string'), expected, open);
    if (next === undefined) break;
    at = TOKEN.lastIndex;
    expected = next;
  }
  return place(text, at + (/^[ \t\n\r]*/.exec(text.slice(at, at + MOST_BLANKS))?.[0].length ?? 0));
}

const MOST_BLANKS = 10_000;

function step(token: string, expected: Expected, open: ('{' | '[')[]): Expected | undefined {
  const closed = (): Expected => (open.length === 0 ? 'nothing' : 'comma-or-end');
  const value = expected === 'value' || expected === 'value-or-end';
  switch (token) {
    case '{':
    case '[':
      if (!value) return undefined;
      open.push(token);
      return token === '{' ? 'key-or-end' : 'value-or-end';
    case '}':
    case ']': {
      const mayEnd = expected === 'comma-or-end' || expected === (token === '}' ? 'key-or-end' : 'value-or-end');
      return mayEnd && open.pop() === (token === '}' ? '{' : '[') ? closed() : undefined;
    }
    case ',':
      return expected === 'comma-or-end' ? (open.at(-1) === '{' ? 'key' : 'value') : undefined;
    case ':':
      return expected === 'colon' ? 'value' : undefined;
    case 'string':
      if (expected === 'key' || expected === 'key-or-end') return 'colon';
  }
  return value ? closed() : undefined;
}

function place(text: string, at: number): JsonFault {
  const before = text.slice(0, at);
  const lastBreak = before.lastIndexOf('\n');
  let line = 1;
  for (let index = before.indexOf('\n'); index !== -1; index = before.indexOf('\n', index + 1)) line += 1;
  // A string that is not closed, or a bare word or number at the very end: it was cut, wherever it began.
  const rest = text.slice(at);
  const unclosed = rest.startsWith('"') && !/^"[^"\\\n]*(?:\\.[^"\\\n]*)*["\n]/.test(rest);
  const truncated = rest === '' || unclosed || /^[-+.\dA-Za-z]{1,40}$/.test(rest);
  return { line, column: at - lastBreak, truncated };
}
