import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { ask, oracles } from './index.js';

// npm run fuzz: every oracle in turn on new inputs, for as long as it is told.

const HELP = `npm run fuzz                         every oracle in turn, for a minute
npm run fuzz -- --minutes 60         for an hour
npm run fuzz -- --only NAME,NAME     these alone
npm run fuzz -- --seed N             the inputs of an earlier run again
`;
/** Milliseconds for one oracle before it is the next one's turn. */
const TURN = 20_000;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' }, only: { type: 'string' }, help: { type: 'boolean' } } });
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const numberOf = (flag: string, text: string): number => {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`--${flag}: ${JSON.stringify(text)} is no number`);
  return Number(text);
};

if (values.help === true) {
  say(HELP);
  process.exit();
}
const every = await oracles();
const names = values.only?.split(',') ?? Object.keys(every);
const unknown = names.filter((name) => !Object.hasOwn(every, name));
if (unknown.length > 0) throw new Error(`no oracle is called ${unknown.join(', ')}; there are ${Object.keys(every).join(', ')}`);

const end = Date.now() + numberOf('minutes', values.minutes) * 60_000;
let seed = values.seed === undefined ? randomInt(2 ** 31) : numberOf('seed', values.seed);
const tried = new Map<string, number>();
const broken = new Map<string, string>();

while (Date.now() < end && broken.size < names.length) {
  for (const name of names) {
    const left = end - Date.now();
    const oracle = every[name];
    if (left <= 0 || oracle === undefined || broken.has(name)) continue;
    const details = await ask(oracle, { seed, numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: Math.min(TURN, left) });
    tried.set(name, (tried.get(name) ?? 0) + details.numRuns);
    say(`${name}: ${details.numRuns} inputs, seed ${seed}${details.failed && !details.interrupted ? ': BROKEN' : ''}`);
    if (details.failed && details.counterexample !== null) broken.set(name, `${oracle.promise}\n${fc.defaultReportMessage(details) ?? ''}\nAgain: npm run fuzz -- --only ${name} --seed ${seed}`);
  }
  seed = randomInt(2 ** 31);
}

say(`\n${names.map((name) => `${name}: ${tried.get(name) ?? 0} inputs${broken.has(name) ? ', BROKEN' : ''}`).join('\n')}`);
for (const [name, report] of broken) say(`\n${name}\n${report}`);
process.exitCode = broken.size > 0 ? 1 : 0;
