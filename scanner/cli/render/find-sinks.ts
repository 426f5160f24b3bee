import { parseAllDocuments } from 'yaml';
import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { calledFile, readText } from '../../audit-policy/read-file.js';
import type { CommandContext } from '../context.js';
import { items, nameOf, type FoundSinks } from './found-sinks.js';
import type { RenderFlags } from './command.js';

/** Finds the AuditSinks of the source that the flags name. @throws InputMistake, UnreadCluster */
export async function findSinks({ from, context: name, kubeconfig, pulumiState }: RenderFlags, context: CommandContext): Promise<FoundSinks> {
  if (name !== undefined) {
    const { sinksOfCluster } = await import('./sinks-of-cluster.js');
    return sinksOfCluster({ name, kubeconfig }, context.signal);
  }
  if (pulumiState !== undefined) {
    const { sinksOfState } = await import('./sinks-of-state.js');
    return sinksOfState(pulumiState, context);
  }
  return sinksOfManifest(from ?? '-', context);
}

async function sinksOfManifest(file: string, context: CommandContext): Promise<FoundSinks> {
  const where = calledFile(file);
  const objects = documents(await readText(file, context), where).flatMap(items);
  if (objects.length === 0) throw new InputMistake(`${where}: is empty, the manifest of an AuditSink is required`);
  const sinks = objects.filter((object) => kindOf(object) === 'AuditSink');
  // One object and no sink: what is wrong with it says more than that there is none.
  return { where, sinks: (objects.length === 1 ? objects : sinks).map((tree) => ({ name: nameOf(tree), where, tree })) };
}

function documents(text: string, where: string): unknown[] {
  const parsed = parseAllDocuments(text, { prettyErrors: false, merge: true });
  return (Array.isArray(parsed) ? parsed : []).map((document) => {
    const [error] = document.errors;
    // The parser's message may quote the text: only its place and kind are told.
    if (error) throw new InputMistake(`${where}:${lineAt(text, error.pos[0])}: is not valid YAML (${error.code})`);
    try {
      return document.toJS({ maxAliasCount: 1000 }) as unknown;
    } catch {
      throw new InputMistake(`${where}: is not valid YAML: its aliases do not resolve`);
    }
  }).filter((data) => data !== null && data !== undefined);
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

const kindOf = (object: unknown): unknown => (object as { kind?: unknown } | null)?.kind;
