import { answerIn, isAnotherService } from './errors.js';
import type { Place } from './reader.js';

/**
 * Whether a failed call says that the region does not offer the service: nothing is there, and nothing that anybody could mend. A
 * name that does not resolve says so only where another of the region's does: CloudWatch Logs is in every region, and a network whose
 * names do not resolve at all must not pass for a region without the service.
 */
export async function isNotOffered(problem: unknown, operation: string, { firstPage, settings }: Place): Promise<boolean> {
  // An endpoint of the user's own may be of one service, or of a few.
  if (settings.endpointUrl !== undefined && isAnotherService(problem)) return true;
  if (answerIn(problem, operation) !== 'not-offered') return false;
  if (!isUnresolved(problem)) return true;
  return (
    settings.wanted.has('aws.log-group') &&
    firstPage().then(
      () => true,
      () => false,
    )
  );
}

const isUnresolved = (problem: unknown): boolean => (problem as { code?: unknown } | undefined)?.code === 'ENOTFOUND';
