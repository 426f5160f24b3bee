import { stringify } from 'yaml';
import type { Result } from '../../../policypack/core/result.js';
import { inPieces } from '../pieces.js';
import type { Reporter } from '../reporter.js';
import { POLICY_REPORT_APIS } from './api.js';
import type { Categories } from './entry.js';
import { policyReports } from './objects.js';
import { wholeView } from './view.js';

/**
 * Policy reports as manifests, one document each, in the newer of the two groups: a file knows no cluster to ask. Written
 * to a cluster, they are in the group that it serves.
 */
export const policyReport: Reporter = (result, { categories }) => inPieces(manifests(result, categories));

async function* manifests(result: Result, categories: Categories): AsyncGenerator<string> {
  const [newest] = POLICY_REPORT_APIS;
  for (const object of await policyReports(wholeView(result), newest, categories)) yield `---\n${stringify(object, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}
