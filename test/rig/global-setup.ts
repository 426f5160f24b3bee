import { required } from './build.js';
import { prepare } from './prepare.js';

/** Runs once before the real tests: everything they start is built, or the run fails and says what is missing. */
export default async function setup(): Promise<void> {
  await prepare(required);
}
