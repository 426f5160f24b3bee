import { createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

export interface CertificateOptions {
  /** Default `logproof simulator`. */
  readonly commonName?: string;
  /** Names and IPv4 addresses that it stands for. Default localhost and 127.0.0.1. */
  readonly hosts?: readonly string[];
  /** Default an hour ago. */
  readonly notBefore?: Date;
  /** Default in ten years. */
  readonly notAfter?: Date;
}

/** PEM texts. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

const HOUR = 3_600_000;

/**
 * A self-signed certificate on a fresh P-256 key (X.509 v3, RFC 5280), so that no private key is ever shipped.
 * Node signs but does not write certificates; the few DER shapes needed are written here.
 */
export function selfSignedCertificate(options: CertificateOptions = {}): Certificate {
  const { commonName = 'logproof simulator', hosts = ['localhost', '127.0.0.1'] } = options;
  const notBefore = options.notBefore ?? new Date(Date.now() - HOUR);
  const notAfter = options.notAfter ?? new Date(Date.now() + 10 * 365 * 24 * HOUR);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(commonName)))));
  const toBeSigned = sequence(
    der(0xa0, integer(Buffer.from([2]))), // version 3
    integer(positive(randomBytes(16))),
    ECDSA_WITH_SHA256,
    name,
    sequence(validityTime(notBefore), validityTime(notAfter)),
    name,
    publicKeyInfo(privateKey),
    der(0xa3, sequence(basicConstraints(), subjectAltName(hosts))),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const certificate = sequence(toBeSigned, ECDSA_WITH_SHA256, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    certificate: pem('CERTIFICATE', certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...members: readonly Buffer[]): Buffer => der(0x30, ...members);
const integer = (bytes: Buffer): Buffer => der(0x02, bytes);
const objectId = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));

const COMMON_NAME = objectId('550403'); // 2.5.4.3
const ECDSA_WITH_SHA256 = sequence(objectId('2a8648ce3d040302')); // 1.2.840.10045.4.3.2

// DER integers are signed: a serial number must not start with a set bit, nor with a needless zero.
const positive = (bytes: Buffer): Buffer => Buffer.from([(bytes[0]! & 0x7f) | 0x01, ...bytes.subarray(1)]);

// RFC 5280, 4.1.2.5: UTCTime, with two digits of the year, up to 2049; GeneralizedTime after.
function validityTime(date: Date): Buffer {
  const [day, time] = date.toISOString().split('T') as [string, string];
  const text = `${day.replaceAll('-', '')}${time.slice(0, 8).replaceAll(':', '')}Z`;
  return date.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text));
}

const publicKeyInfo = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }) as Buffer;

/** It signs itself: clients trust it as the authority of its own chain. */
function basicConstraints(): Buffer {
  const authority = sequence(der(0x01, Buffer.from([0xff])));
  return sequence(objectId('551d13'), der(0x01, Buffer.from([0xff])), der(0x04, authority));
}

function subjectAltName(hosts: readonly string[]): Buffer {
  const names = hosts.map((host) =>
    /^\d+(\.\d+){3}$/.test(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host)),
  );
  return sequence(objectId('551d11'), der(0x04, sequence(...names)));
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
