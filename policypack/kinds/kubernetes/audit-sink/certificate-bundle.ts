import { X509Certificate } from 'node:crypto';
import { dayOf } from '../../../core/calendar.js';

/** What a `caBundle` holds. `problem` says why it cannot be used; otherwise every certificate with its last day. */
export interface CertificateBundle {
  readonly problem?: string;
  readonly certificates: readonly { readonly subject: string; /** UTC date, YYYY-MM-DD. */ readonly notAfter: string }[];
}

const BLOCK = /-----BEGIN ([A-Z ]+)-----[\s\S]*?-----END \1-----/g;

/**
 * Reads a `caBundle`: base64 of PEM, as Kubernetes' `[]byte` fields are written; plain PEM is accepted too, since
 * programs often hold it so before the provider encodes it.
 */
export function certificateBundle(text: string): CertificateBundle {
  const pem = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('utf8');
  const blocks = [...pem.matchAll(BLOCK)];
  if (blocks.length === 0) return { problem: 'holds no PEM block', certificates: [] };
  const other = blocks.find(([, label]) => label !== 'CERTIFICATE');
  if (other) return { problem: `holds a ${other[1]} where only certificates belong`, certificates: [] };
  try {
    return { certificates: blocks.map(([block]) => describe(new X509Certificate(block))) };
  } catch {
    return { problem: 'holds a PEM block that is not an X.509 certificate', certificates: [] };
  }
}

const describe = (certificate: X509Certificate) => ({
  subject: certificate.subject.replaceAll('\n', ', '),
  notAfter: dayOf(new Date(certificate.validTo)),
});
