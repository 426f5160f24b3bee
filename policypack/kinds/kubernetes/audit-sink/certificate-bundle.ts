import { X509Certificate } from 'node:crypto';
import { dayOf, daysBetween } from '../../../core/calendar.js';
import { pemBlocks } from './pem-blocks.js';

/** What a `caBundle` holds. `problem` says why it cannot be used; otherwise every certificate with its first and last day. */
export interface CertificateBundle {
  readonly problem?: string;
  readonly certificates: readonly BundledCertificate[];
}

/** One certificate; its days are UTC, YYYY-MM-DD. */
export interface BundledCertificate {
  readonly subject: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

/**
 * Reads a `caBundle`: base64 of PEM, as Kubernetes' `[]byte` fields are written; plain PEM is accepted too, since
 * programs often hold it so before the provider encodes it.
 */
export function certificateBundle(text: string): CertificateBundle {
  const pem = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('utf8');
  const blocks = pemBlocks(pem);
  if (blocks.length === 0) return { problem: 'holds no PEM block', certificates: [] };
  const other = blocks.find(({ label }) => label !== 'CERTIFICATE');
  if (other) return { problem: `holds a ${other.label} where only certificates belong`, certificates: [] };
  try {
    return { certificates: blocks.map(({ text: block }) => describe(new X509Certificate(block))) };
  } catch {
    return { problem: 'holds a PEM block that is not an X.509 certificate', certificates: [] };
  }
}

/** How a bundle stands on a day, and the day that this follows from; `undefined` where it holds no certificate. */
export type Validity =
  /** None of its certificates is valid yet. */
  | { readonly state: 'to-come'; readonly begins: string }
  | { readonly state: 'expired'; readonly ends: string }
  /** One of several is not valid yet, as where a new authority is brought in beside the old one. */
  | { readonly state: 'one-to-come'; readonly begins: string }
  | { readonly state: 'ending'; readonly ends: string; readonly days: number }
  | { readonly state: 'valid'; readonly ends: string };

/** The last day on which all of its certificates are valid; empty where it holds none. */
export const lastDayOf = ({ certificates }: CertificateBundle): string => certificates.map(({ notAfter }) => notAfter).sort()[0] ?? '';

/** @param warnDays days before its end from which it counts as ending */
export function validityOf({ certificates }: CertificateBundle, today: string, warnDays: number): Validity | undefined {
  const ends = lastDayOf({ certificates });
  if (ends === '') return undefined;
  const toCome = certificates.map(({ notBefore }) => notBefore).filter((day) => day > today).sort();
  const [begins] = toCome;
  if (begins !== undefined && toCome.length === certificates.length) return { state: 'to-come', begins };
  if (ends < today) return { state: 'expired', ends };
  if (begins !== undefined) return { state: 'one-to-come', begins };
  const days = daysBetween(today, ends);
  return days <= warnDays ? { state: 'ending', ends, days } : { state: 'valid', ends };
}

const describe = (certificate: X509Certificate): BundledCertificate => ({
  subject: certificate.subject.replaceAll('\n', ', '),
  notBefore: dayOf(new Date(certificate.validFrom)),
  notAfter: dayOf(new Date(certificate.validTo)),
});
