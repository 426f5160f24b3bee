import { createPrivateKey, X509Certificate } from 'node:crypto';
import { COLLECTOR_HOST } from './settings';

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * What is wrong with a bundle of certificate authorities; an empty list means that an API server can use it.
 *
 * @param pem PEM text with one certificate or more
 * @param now the moment to judge validity at
 */
export function caBundleProblems(pem: string, now: Date): string[] {
  const certificates = parse(pem);
  if (certificates === undefined) return ['expected PEM certificates, found text that is not one'];
  return certificates.flatMap((certificate) => validityProblems(certificate, now));
}

/**
 * What is wrong with the certificate that the collector presents; an empty list means that the API server accepts it.
 *
 * The API server verifies the name in the certificate's subject alternative names (Go ignores the common name),
 * so this does too.
 *
 * @param pem PEM chain, leaf first
 * @param caBundle PEM certificates that the API server trusts
 * @param now the moment to judge validity at
 */
export function certificateProblems(pem: string, caBundle: string, now: Date): string[] {
  const [leaf, ...intermediates] = parse(pem) ?? [];
  if (leaf === undefined) return ['expected a PEM certificate, found text that is not one'];
  const problems = validityProblems(leaf, now);
  if (leaf.checkHost(COLLECTOR_HOST, { subject: 'never' }) === undefined) {
    problems.push(`expected a certificate for ${COLLECTOR_HOST}, found one for ${leaf.subjectAltName ?? 'no name at all'}`);
  }
  if (!leadsTo(leaf, intermediates, parse(caBundle) ?? [])) {
    problems.push('expected a certificate that an authority in caBundle signed, found one by ' + oneLine(leaf.issuer));
  }
  return problems;
}

/**
 * What is wrong with a private key; an empty list means that it is the certificate's. Says nothing of the key itself.
 *
 * @param pem PEM private key, not encrypted
 * @param certificate PEM chain, leaf first
 */
export function privateKeyProblems(pem: string, certificate: string): string[] {
  let key;
  try {
    key = createPrivateKey(pem);
  } catch {
    return ['expected a PEM private key without a passphrase, found text that is not one'];
  }
  const leaf = parse(certificate)?.[0];
  if (leaf === undefined || leaf.checkPrivateKey(key)) return [];
  return ['expected the private key of collectorTlsCertificate, found the key of another certificate'];
}

function parse(pem: string): X509Certificate[] | undefined {
  const blocks = pem.match(PEM_CERTIFICATE);
  if (blocks === null) return undefined;
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return undefined;
  }
}

function leadsTo(leaf: X509Certificate, intermediates: X509Certificate[], authorities: X509Certificate[]): boolean {
  const isTrusted = (certificate: X509Certificate): boolean =>
    authorities.some((authority) => authority.raw.equals(certificate.raw) || signed(authority, certificate));
  if (isTrusted(leaf)) return true;
  const issuer = intermediates.find((candidate) => signed(candidate, leaf));
  return issuer !== undefined && leadsTo(issuer, intermediates.filter((other) => other !== issuer), authorities);
}

function signed(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function validityProblems(certificate: X509Certificate, now: Date): string[] {
  const subject = oneLine(certificate.subject || certificate.subjectAltName || 'no subject');
  if (now > new Date(certificate.validTo)) {
    return [`expected a certificate that is valid today, found ${subject}, expired ${certificate.validTo}`];
  }
  if (now < new Date(certificate.validFrom)) {
    return [`expected a certificate that is valid today, found ${subject}, valid from ${certificate.validFrom}`];
  }
  return [];
}

function oneLine(name: string): string {
  return name.split('\n').join(', ');
}
