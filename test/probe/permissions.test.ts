import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { CALLS } from '../../scanner/sources/aws/calls.js';

const shipped = (path: string): string => readFileSync(new URL(`../../deploy/${path}`, import.meta.url), 'utf8');

describe('the shipped permissions of a probe', () => {
  it('allow one action, on one log group', () => {
    const { Statement } = JSON.parse(shipped('aws/iam-policy-probe.json')) as { Statement: object[] };

    const group = 'arn:aws:logs:REGION:ACCOUNT:log-group:LOG_GROUP';
    expect(Statement).toEqual([{ Sid: 'FindTheAuditEventOfAProbe', Effect: 'Allow', Action: CALLS['FilterLogEvents']?.right?.action, Resource: [group, `${group}:*`] }]);
  });

  it("allow one read in the cluster: of the collector's addresses, for the diagnosis", () => {
    const rules = parseAllDocuments(shipped('kubernetes/rbac-probe.yaml')).flatMap((document) => (document.toJS() as { rules?: object[] }).rules ?? []);

    expect(rules).toEqual([{ apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list'] }]);
  });
});
