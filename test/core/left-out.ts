import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '../..');
const EXAMPLE = join(import.meta.dirname, 'example-kinds.ts');

/** The example without one of its parts, such as `vault.joins.broken`. */
export interface LeftOut {
  readonly part: string;
  readonly text: string;
}

/** The example, each property of its definitions, and of objects and lists in those, left out in turn. */
export function leftOut(): LeftOut[] {
  const text = readFileSync(EXAMPLE, 'utf8');
  const file = ts.createSourceFile(EXAMPLE, text, ts.ScriptTarget.ES2022, true);
  return file.statements.flatMap(definitions).flatMap(({ name, properties }) => parts(name, properties)).map(({ part, node }) => ({ part, text: without(text, node) }));
}

/** The example, each field that its declared readers fill left out in turn. */
export function unfilled(): LeftOut[] {
  const text = readFileSync(EXAMPLE, 'utf8');
  return [...text.matchAll(/\b(\w+): known\(\(properties as .+\),?/g)].map(([field, name = '']) => ({ part: name, text: text.replace(field, '') }));
}

interface Part {
  readonly part: string;
  readonly node: ts.Node;
}

/** What `export const NAME = kind({ … })` and `control({ … })` define. */
function definitions(statement: ts.Statement): { readonly name: string; readonly properties: ts.ObjectLiteralExpression }[] {
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
    const called = initializer && ts.isCallExpression(initializer) && /^(kind|control)$/.test(initializer.expression.getText()) ? initializer.arguments[0] : undefined;
    return called && ts.isObjectLiteralExpression(called) ? [{ name: name.getText(), properties: called }] : [];
  });
}

const parts = (owner: string, { properties }: ts.ObjectLiteralExpression): Part[] =>
  properties.flatMap((node) => {
    const part = `${owner}.${node.name?.getText().replaceAll("'", '')}`;
    return [{ part, node }, ...(ts.isPropertyAssignment(node) ? inside(part, node.initializer) : [])];
  });

function inside(part: string, value: ts.Expression): Part[] {
  if (ts.isObjectLiteralExpression(value)) return parts(part, value);
  if (ts.isArrayLiteralExpression(value)) return value.elements.map((node) => ({ part: `${part}[${node.getText()}]`, node }));
  // What a join is from.
  const [from] = ts.isCallExpression(value) ? value.arguments : [];
  return from && ts.isArrayLiteralExpression(from) ? inside(part, from) : [];
}

const without = (text: string, node: ts.Node): string => text.slice(0, node.getFullStart()) + text.slice(node.end).replace(/^,/, '');

/** Parts without which the example does not compile, in the house's own strictness: one program, a file each. */
export function notCompiling(all: readonly LeftOut[]): ReadonlySet<string> {
  const paths = new Map(all.map(({ part, text }, index) => [join(import.meta.dirname, `left-out-${index}.ts`), { part, text }]));
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as { readonly config: { readonly compilerOptions: object } };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => paths.has(path) || fileExists(path);
  host.getSourceFile = (path, target) => {
    const virtual = paths.get(path);
    return virtual ? ts.createSourceFile(path, virtual.text, target) : getSourceFile(path, target);
  };
  const program = ts.createProgram([...paths.keys()], options, host);
  const refused = [...paths].filter(([path]) => program.getSemanticDiagnostics(program.getSourceFile(path)).length + program.getSyntacticDiagnostics(program.getSourceFile(path)).length > 0);
  return new Set(refused.map(([, { part }]) => part));
}

/** Runs a text of the example, with the modules that it imports. */
export function run<T>(text: string, modules: Readonly<Record<string, object>>): T {
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const exported = {};
  const load = (path: string): object => {
    const found = modules[path];
    if (!found) throw new Error(`the example imports ${path}, which the test does not give it`);
    return found;
  };
  // A text of this repository, with a part left out.
  (new Function('exports', 'require', outputText) as (exports: object, require: typeof load) => void)(exported, load);
  return exported as T;
}
