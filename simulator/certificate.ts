import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { bits, element, identifier, integer, octets, sequence, set, tagged, time, truth, utf8 } from './der.js';

/** What a certificate says. */
export interface CertificateOptions {
  /** Default `logproof simulator`. */
  readonly commonName?: string;
  /** Host names and IPv4 addresses that it is good for. Default: localhost and 127.0.0.1. */
  readonly hosts?: readonly string[];
  /** Default: an hour ago, so that clocks need not agree. */
  readonly notBefore?: Date;
  /** Default: in a year. */
  readonly notAfter?: Date;
}

/** A certificate and its private key, both PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

const HOUR_MS = 3_600_000;
const ECDSA_WITH_SHA256 = sequence(identifier('1.2.840.10045.4.3.2'));

/**
 * Makes a self-signed certificate (RFC 5280, version 3) on a fresh P-256 key. It is its own authority: a server shows it
 * and a client trusts it. Node signs but does not write certificates. No key is ever shipped, and any validity can be had.
 */
export function selfSignedCertificate(options: CertificateOptions = {}): Certificate {
  const { commonName = 'logproof simulator', hosts = ['localhost', '127.0.0.1'] } = options;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const now = Date.now();
  const name = sequence(set(sequence(identifier('2.5.4.3'), utf8(commonName))));
  const body = sequence(
    tagged(0, integer(Buffer.from([2]))), // version 3
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(options.notBefore ?? new Date(now - HOUR_MS)), time(options.notAfter ?? new Date(now + 365 * 24 * HOUR_MS))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, extensions(hosts)),
  );
  const certificate = sequence(body, ECDSA_WITH_SHA256, bits(sign('sha256', body, privateKey)));
  return { certificate: pem(certificate), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

function extensions(hosts: readonly string[]): Buffer {
  return sequence(
    sequence(identifier('2.5.29.19'), truth(), octets(sequence(truth()))), // basic constraints: an authority
    sequence(identifier('2.5.29.15'), truth(), octets(bits(Buffer.from([0x84]), 2))), // signs data and certificates
    sequence(identifier('2.5.29.37'), octets(sequence(identifier('1.3.6.1.5.5.7.3.1')))), // for servers
    sequence(identifier('2.5.29.17'), octets(sequence(...hosts.map(alternativeName)))),
  );
}

function alternativeName(host: string): Buffer {
  if (isIP(host) === 4) return element(0x87, Buffer.from(host.split('.').map(Number)));
  return element(0x82, Buffer.from(host, 'ascii'));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
