import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { FoundHere } from '../provider.js';

/** The project of the Pulumi.yaml in a folder, and its stacks by their Pulumi.STACK.yaml. */
export function findProject(folder: string): FoundHere {
  const file = join(folder, 'Pulumi.yaml');
  const there = existsSync(file);
  const project = there ? projectName(file) : undefined;
  const stacks = there ? readdirSync(folder).flatMap((name) => /^Pulumi\.(.+)\.ya?ml$/.exec(name)?.[1] ?? []).sort() : [];
  return {
    // Of a project without a stack only a comment is written.
    found: project !== undefined && stacks.length > 0,
    lines: project === undefined ? ['# pulumi: { stacks: [organization/project/stack] }'] : lines(project, stacks),
    summary: `Pulumi project: ${project ?? 'none found'}${stacks.length > 0 ? `, stacks ${stacks.join(', ')}` : ''}`,
  };
}

/** Names are written as JSON strings, which YAML reads: they may hold anything. */
const lines = (project: string, stacks: readonly string[]): string[] =>
  stacks.length > 0
    ? [`pulumi: { stacks: [${stacks.map((stack) => JSON.stringify(stack)).join(', ')}] } # of project ${JSON.stringify(project)}`]
    : [`# project ${JSON.stringify(project)} has no stack here yet:`, '# pulumi: { stacks: [dev] }'];

function projectName(file: string): string | undefined {
  try {
    const { name } = parse(readFileSync(file, 'utf8')) as { name?: unknown };
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}
