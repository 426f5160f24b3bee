import type { Finding } from '../core/result.js';

/**
 * A finding whose text says nothing of a secret. Secrets are judged, since a secret level or url can be as wrong as any,
 * but a text is only printed when it comes out the same without them.
 * Whom it is about stays: a waiver is for the name that it has, which is not printed.
 * @param printable the verdict of the same control without the secrets; none when even the subject depends on them
 */
export function withoutSecrets(finding: Finding, printable: Finding | undefined): Finding {
  if (printable?.outcome === finding.outcome && printable.message === finding.message) return { ...printable, subject: finding.subject };
  const via = printable?.outcome === 'unknown' ? printable.evidence['via'] : undefined;
  const what = typeof via === 'string' ? `${via}, a secret,` : 'a secret value';
  return { ...finding, message: `${what} ${DECIDES[finding.outcome]}; its value is not shown`, evidence: {} };
}

const DECIDES: Readonly<Record<Finding['outcome'], string>> = {
  pass: 'meets the requirement',
  fail: 'does not meet the requirement',
  unknown: 'cannot be judged',
  error: 'could not be judged',
  'not-applicable': 'takes it out of the requirement',
};
