import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { demoSettings } from './demo-settings';
import { record } from './recording';
import { stack } from './stack';

const FILE = path.resolve(__dirname, '../simulator/demo/reference-stack.json');

// `tsx record.ts` writes what the program declares to logproof's demo; with --check it only says whether it is current.
async function main(check: boolean): Promise<number> {
  const recorded = `${JSON.stringify(await record(() => stack(demoSettings), __dirname), null, 2)}\n`;
  if (!check) {
    mkdirSync(path.dirname(FILE), { recursive: true });
    writeFileSync(FILE, recorded);
    return 0;
  }
  if (existsSync(FILE) && readFileSync(FILE, 'utf8') === recorded) return 0;
  console.error('simulator/demo/reference-stack.json is not what the reference stack declares: run `npm run record` in reference-stack');
  return 1;
}

main(process.argv.includes('--check')).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
