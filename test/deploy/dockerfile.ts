/** One instruction of a Dockerfile; continued lines are joined, comments left out. */
export interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** A stage: what `FROM` names, and its instructions. */
export interface Stage {
  readonly base: string;
  readonly name?: string;
  readonly instructions: readonly Instruction[];
}

/** What a `COPY` copies: from the context, or from an earlier stage. */
export interface Copy {
  readonly stage?: string;
  readonly sources: readonly string[];
  readonly target: string;
}

/** Reads as much of the format as ours uses. @throws Error for an instruction that it does not know */
export function parseDockerfile(text: string): { readonly args: Readonly<Record<string, string>>; readonly stages: readonly Stage[] } {
  const args: Record<string, string> = {};
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  for (const { name, text: rest } of instructions(text)) {
    const stage = stages.at(-1);
    if (!KNOWN.includes(name)) throw new Error(`unknown instruction ${name}`);
    if (name === 'FROM') {
      const [, base = '', , as] = /^(\S+)( AS (\S+))?$/.exec(rest) ?? [];
      stages.push({ base: filled(base, args), ...(as !== undefined && { name: as }), instructions: [] });
    } else if (stage) stage.instructions.push({ name, text: rest });
    else Object.assign(args, Object.fromEntries([rest.split(/=(.*)/s).slice(0, 2)]));
  }
  return { args, stages };
}

const KNOWN = ['ARG', 'FROM', 'WORKDIR', 'COPY', 'RUN', 'LABEL', 'ENV', 'USER', 'ENTRYPOINT', 'CMD'];

const filled = (text: string, args: Readonly<Record<string, string>>): string => text.replace(/\$\{(\w+)\}/g, (_, name: string) => args[name] ?? '');

const instructions = (text: string): Instruction[] =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ name: line.slice(0, line.indexOf(' ')), text: line.slice(line.indexOf(' ') + 1).trim() }));

/** The parts of a `COPY`. */
export function copyOf(text: string): Copy {
  const words = text.split(/\s+/);
  const stage = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined;
  const target = words.pop() ?? '';
  return { ...(stage !== undefined && { stage }), sources: words, target };
}
