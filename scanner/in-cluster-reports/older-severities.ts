import type { PolicyReportObject } from '../reporters/policy-report/api.js';

/**
 * Definitions of wgpolicyk8s.io/v1alpha2 from before 2022 know no severity above `high`. The version's name stayed the
 * same, so that only a refusal tells; the true severity goes into the properties then.
 */
export const withOlderSeverities = (object: PolicyReportObject): PolicyReportObject => ({
  ...object,
  results: object.results.map((entry) =>
    entry.severity === 'critical' ? { ...entry, severity: 'high', properties: { ...entry.properties, severity: 'critical' } } : entry,
  ),
});
