import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** An expression of the product, and where it stands. */
export interface Expression {
  readonly at: string;
  readonly pattern: RegExp;
}

const ROOT = join(import.meta.dirname, '../..');

const filesOf = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file)).map((file) => join(folder, file));

/** Every regular expression that is written out in the policy pack and the scanner. */
export function writtenExpressions(): Expression[] {
  return ['policypack', 'scanner'].flatMap(filesOf).flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
    const found: Expression[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/');
        found.push({ at: `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`, pattern: new RegExp(node.text.slice(1, end), node.text.slice(end + 1)) });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

/** The expressions that modules make of lists when they are loaded. */
export async function madeExpressions(load: () => Promise<unknown>): Promise<Expression[]> {
  const made: Expression[] = [];
  const Written = globalThis.RegExp;
  const Noted = function (source: RegExp | string, flags?: string) {
    const pattern = new Written(source, flags);
    made.push({ at: `made of a list: ${pattern.source.slice(0, 60)}`, pattern });
    return pattern;
  };
  globalThis.RegExp = Object.assign(Noted, { prototype: Written.prototype }) as unknown as RegExpConstructor;
  try {
    await load();
  } finally {
    globalThis.RegExp = Written;
  }
  return made;
}

/** Letters at which most expressions go back, and words that templates and addresses are written with. */
const ANY = ['a', '0', ' ', '\n', '/', '.', 'a.', '${', '\\'];

/** Texts whose repetition makes an expression go back: what it is written with, its marks beside a letter, and how what it matches begins. */
export function attacksOn({ source }: RegExp): string[] {
  const plain = source.replace(/\\([^a-zA-Z0-9])/g, '$1');
  const marks = [...new Set(plain.match(/[^A-Za-z0-9()[\]|?+^\s]/g) ?? [])].slice(0, 12);
  const words = (plain.match(/[A-Za-z0-9]{3,}/g) ?? []).slice(0, 6);
  const sample = plain.replace(/\(\?[:=!<]*/g, '(').replace(/\[\^[^\]]*\]/g, 'a').replace(/\[([^\]])[^\]]*\]/g, '$1').replace(/\\[a-z]/g, 'a').replace(/[()|?*+^$]|\{\d+(,\d*)?\}/g, '');
  const beginnings = [4, 8, 12, 15, 17, 20].filter((length) => length < sample.length).map((length) => sample.slice(0, length));
  return [...new Set([...ANY, ...marks, ...words, ...marks.flatMap((mark) => [`${mark}a`, `a\n${mark}`, `${mark}\n`]), ...words.flatMap((word) => [`.${word}`, `${word}:`]), ...beginnings, ...beginnings.map((begin) => `${begin}-----`)])];
}
