import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { selfSignedCertificate } from '../../simulator/index.js';

describe('a self-signed certificate', () => {
  it('signs itself, and stands for the hosts and the time that were asked', () => {
    const { certificate } = selfSignedCertificate({
      commonName: 'collector',
      hosts: ['collector.example.org', '10.1.2.3'],
      notBefore: new Date('2024-02-29T00:00:00Z'),
      notAfter: new Date('2051-12-31T23:59:59Z'),
    });

    const read = new X509Certificate(certificate);

    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.ca).toBe(true);
    expect(read.subject).toBe('CN=collector');
    expect(read.checkHost('collector.example.org')).toBe('collector.example.org');
    expect(read.checkIP('10.1.2.3')).toBe('10.1.2.3');
    expect(new Date(read.validFrom).toISOString()).toBe('2024-02-29T00:00:00.000Z');
    expect(new Date(read.validTo).toISOString()).toBe('2051-12-31T23:59:59.000Z');
  });

  it('is another one each time', () => {
    expect(selfSignedCertificate().certificate).not.toBe(selfSignedCertificate().certificate);
  });
});
