import { HttpError, kubernetesFailure } from '../sources/kubernetes/client/errors.js';

/** Policy reports that could not be written; the message is one line that says what to do. */
export class UnwrittenReport extends Error {
  override readonly name = 'UnwrittenReport';

  /** Explains why a call failed. */
  static of(operation: string, problem: unknown): UnwrittenReport {
    const advice = problem instanceof HttpError ? ADVICE[problem.status] : undefined;
    if (advice === undefined) return new UnwrittenReport(kubernetesFailure(problem, { operation, begun: false }).detail);
    const { status, reason } = problem as HttpError;
    return new UnwrittenReport(`${operation}: ${status}${reason === undefined ? '' : ` ${reason}`}: ${advice}`);
  }
}

/** Where writing calls for another remedy than reading does. An object quota that is used up answers 403 as well. */
const ADVICE: Readonly<Record<number, string>> = {
  403: 'grant it, see deploy/kubernetes/rbac-policy-report.yaml, and check quotas and admission policies',
  404: 'the kind was removed meanwhile: run again',
  409: 'another writer changed it again and again at the same moment: run again',
  413: 'the server takes no request of this size: use --report policy-report=FILE',
  422: 'the cluster’s definition of the kind refuses it: install a current one of the same version',
};
