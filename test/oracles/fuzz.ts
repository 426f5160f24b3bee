import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { oracleNames } from './index.js';
import { turnOf } from './turn.js';

// npm run fuzz: every oracle in turn on new inputs, for as long as it is told.

const HELP = `npm run fuzz                         every oracle in turn, for a minute
npm run fuzz -- --minutes 60         for an hour
npm run fuzz -- --only NAME,NAME     these alone
npm run fuzz -- --seed N             the inputs of an earlier turn again
npm run fuzz -- --folder FOLDER      the oracles of another folder than test/oracles
npm run fuzz -- --grace SECONDS      how long an oracle may take beyond its time (default: 60)

Each oracle has one turn at least. It ends with 1 where a promise was broken, by a wrong answer, a crash or a hang, and says
how to see it again; with 2 where the command is wrong.
`;
/** Milliseconds for one oracle before it is the next one's turn. */
const LONGEST_TURN = 20_000;
const SHORTEST_TURN = 200;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

class Mistake extends Error {}

function numberOf(flag: string, text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Mistake(`--${flag}: expected a number, found ${JSON.stringify(text)}`);
  return Number(text);
}

function order() {
  const { values } = parseArgs({
    options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' }, only: { type: 'string' }, folder: { type: 'string' }, grace: { type: 'string', default: '60' }, help: { type: 'boolean' } },
  });
  const folder = resolve(values.folder ?? import.meta.dirname);
  const every = oracleNames(folder);
  const names = values.only?.split(',') ?? every;
  const unknown = names.filter((name) => !every.includes(name));
  if (unknown.length > 0) throw new Mistake(`--only: no oracle is called ${unknown.join(', ')}; there are ${every.join(', ')}`);
  if (names.length === 0) throw new Mistake(`${folder}: expected files NAME.oracle.ts, found none`);
  return {
    help: values.help === true,
    folder,
    names,
    /** As one gives it to see a turn again. */
    more: values.folder === undefined ? '' : ` --folder ${values.folder}`,
    milliseconds: numberOf('minutes', values.minutes) * 60_000,
    grace: numberOf('grace', values.grace) * 1_000,
    seed: values.seed === undefined ? undefined : numberOf('seed', values.seed),
  };
}

/** @returns the exit code */
async function fuzz({ folder, names, more, milliseconds, grace, seed: first }: ReturnType<typeof order>): Promise<number> {
  const end = Date.now() + milliseconds;
  const tried = new Map<string, number>();
  const broken = new Map<string, string>();
  let seed = first ?? randomInt(2 ** 31);
  do {
    const round = names.filter((name) => !broken.has(name));
    for (const [index, name] of round.entries()) {
      const left = end - Date.now();
      if (left <= 0 && tried.has(name)) break;
      say(`${name}: seed ${seed}`);
      const turn = Math.max(SHORTEST_TURN, Math.min(LONGEST_TURN, Math.floor(left / (round.length - index))));
      const told = await turnOf({ folder, name, seed, milliseconds: turn, grace });
      tried.set(name, (tried.get(name) ?? 0) + told.inputs);
      if (told.broken !== undefined) broken.set(name, `${told.broken}\nAgain: npm run fuzz -- --only ${name} --seed ${seed}${more}`);
      say(`${name}: ${told.broken !== undefined ? `BROKEN\n${broken.get(name)}` : told.inputs === 0 ? 'its time was too short for one input' : `held for ${told.inputs} inputs`}`);
    }
    seed = randomInt(2 ** 31);
  } while (Date.now() < end && broken.size < names.length);
  say(`\n${names.map((name) => `${name}: ${tried.get(name) ?? 0} inputs${broken.has(name) ? ', BROKEN' : ''}`).join('\n')}`);
  for (const [name, report] of broken) say(`\n${name}\n${report}`);
  return broken.size > 0 ? 1 : 0;
}

try {
  const told = order();
  if (told.help) say(HELP);
  else process.exitCode = await fuzz(told);
} catch (problem) {
  const isMistake = problem instanceof Mistake || (problem as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true || (problem as NodeJS.ErrnoException).code === 'ENOENT';
  process.stderr.write(`${isMistake ? (problem as Error).message : (problem as Error).stack}\n`);
  process.exitCode = 2;
}
