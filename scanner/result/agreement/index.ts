import type { Result } from '../../../policypack/core/result.js';
import { countFindings } from './findings.js';
import { checkHead } from './head.js';
import { checkInventory, countDrift } from './listed.js';
import { Mistakes } from './mistakes.js';

/**
 * A saved result that may be believed: its parts say the same. A file can be edited, cut and put together of two; what is rendered
 * of it looks like the word of a scan.
 * @param file how messages name it
 * @throws InputMistake that says each place where tallies, findings, waivers, gaps, population, drift, inventory or the exit code do
 *   not agree
 */
export async function believed<R extends Result>(result: R, file: string): Promise<R> {
  const mistakes = new Mistakes(file);
  const counted = await countFindings(result.findings(), result, mistakes);
  const drift = await countDrift(result.drift(), result, mistakes);
  await checkInventory(() => result.inventory(), () => result.findings(), mistakes);
  checkHead(result, counted, drift, mistakes);
  mistakes.refuse();
  return result;
}
