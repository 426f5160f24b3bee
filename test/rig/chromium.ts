import { run } from './command.js';
import { onPath } from './path.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * An installed Chromium or Chrome. Where none is and this process may install packages (root, with apt-get), the
 * distribution's Chromium is installed.
 *
 * @throws Error when there is no browser and none can be installed.
 */
export async function chromium(): Promise<string> {
  const installed = onPath(...NAMES);
  if (installed !== undefined) return installed;
  const apt = onPath('apt-get');
  if (apt === undefined || process.getuid?.() !== 0) {
    throw new Error(`no browser found (${NAMES.join(', ')}): install chromium with your package manager`);
  }
  const quiet = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await run('reading the package lists', apt, ['update', '-qq'], quiet);
  await run('installing chromium (once)', apt, ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet);
  const now = onPath(...NAMES);
  if (now === undefined) throw new Error('apt-get installed chromium, but no browser is on PATH');
  return now;
}
