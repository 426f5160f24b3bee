import { describe, expect, it } from 'vitest';
import { matchesEverything } from '../../policypack/configuration/waiver-reach.js';
import { readWaivers } from '../../policypack/configuration/waivers.js';
import { CONTROLS } from '../../policypack/controls/index.js';
import { waivedSubject } from '../../tools/generated/subject-names.js';

describe('a subject that is for everything, however it is spelt', () => {
  it.each([
    '*', '**', '?*', '*?', '*:*', '**:**', '*/**', '**/*', '/**', '/*/*', '*/*', '????????*', '?**', 'arn:*', 'arn:**', '*a*', '*:log-group:*', '*:*:*',
    'arn:aws:logs:*:*:*', 'arn:aws:logs:*:*:log-group:*', 'arn:aws:logs:*:*:log-group:**', 'arn:aws:logs:*:*:log-group:*:*', 'arn:*:logs:*:*:log-group:*', 'arn:aws-us-gov:logs:*:*:log-group:/**',
    'arn:aws:logs:**', 'arn:aws:kms:*:*:key/*', 'arn:aws:s3:::*', 'arn:aws:iam::*:root', '????????????',
    'urn:pulumi:**', 'urn:pulumi:*::*::aws:cloudwatch/logGroup:LogGroup::*', 'urn:pulumi:**LogGroup::*', '**LogGroup::**',
    'auditregistration.k8s.io/**', '/Service/**', '/Service/*/*', 'apps/Deployment/**', 'kubernetes:*', 'pulumi:**', '**:log-group:**', '**/AuditSink/**',
  ])('%s', (subject) => {
    expect(matchesEverything(subject)).toBe(true);
  });
});

describe('a subject that says something', () => {
  it.each([
    'ai-*', '*-debug', '/aws/**', '**/audit', '*zeta*', '/ai/audit', 'arn:aws:logs:eu-west-1:*:log-group:**', 'arn:aws:logs:*:123456789012:**', 'arn:aws:logs:*:*:log-group:ai-sandbox-*',
    'arn:aws-cn:logs:cn-north-1:*:*', 'urn:pulumi:dev::**', '/Service/kube-system/*', 'apps/Deployment/sandbox/**', '123456789012', 'pulumi:shop/*', 'kubernetes:kind-*',
  ])('%s', (subject) => {
    expect(matchesEverything(subject)).toBe(false);
  });

  it.each(CONTROLS.map((control) => [control.id, waivedSubject(control)]))('the example of %s: %s', (_, subject) => {
    expect(matchesEverything(subject)).toBe(false);
  });
});

describe('waivers.yaml', () => {
  const read = (fields: object) =>
    readWaivers(JSON.stringify([{ control: 'audit-sink-level', reason: 'r', owner: 'a', approver: 'b', expires: '2999-01-01', ...fields }]), 'waivers.yaml', ['audit-sink-level']);

  it('is refused for a subject that matches everything, with its place, unless it says so', () => {
    expect(() => read({ subject: '*:*' })).toThrow('waivers.yaml:1: 0.subject: matches everything; say what the waiver is for, or add all: true, found "*:*"');
    expect(() => read({ subject: '**', all: false })).toThrow('0.all: expected true, found false');
    expect(read({ subject: '**', all: true })).toMatchObject([{ subject: '**' }]);
    expect(read({ subject: 'ai-*' })[0]).not.toHaveProperty('all');
  });
});
