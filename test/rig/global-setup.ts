import { required } from './build.js';
import { prepare } from './prepare.js';

/** Runs once before the real tests: everything they start is built, or the run fails and says what is missing. */
export default async function setup(): Promise<void> {
  // Under Node 20 the AWS SDK would say so in every test file.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  await prepare(required);
}
