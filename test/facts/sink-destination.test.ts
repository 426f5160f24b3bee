import { describe, expect, it } from 'vitest';
import { urlProblem } from '../../policypack/kinds/kubernetes/audit-sink/destination.js';
import { certificateBundle, validityOf } from '../../policypack/kinds/kubernetes/audit-sink/certificate-bundle.js';
import { selfSignedCertificate } from '../../simulator/certificate.js';

describe('the url of an audit sink', () => {
  it.each([
    'https:///host/x',
    'https:host/x',
    'https:/host/x',
    'https://@host/x',
    'https://:@host/x',
    'https://host/%zz',
    'https://ho%zzst/x',
    'https://ho st/x',
    ' https://host/x',
    'https://host\t/x',
    'https://host/x\n',
    'https:\\\\host\\x',
    'https://host\\x',
    'https://host/x?a',
    'https://host/x#a',
    'https://:443/x',
    'https://host:0/x',
    'https://host:65536/x',
    'https://[]/x',
    '//host/x?a',
    'host:443/x',
  ])('%j is refused', (url) => expect(urlProblem(url)).toMatch(/./));

  it.each(['https://host/x', 'https://host', 'https://host:/x', 'https://host:65535/x', 'https://[::1]:443/x', 'https://host/a b'])('%j is not', (url) => expect(urlProblem(url)).toBeUndefined());
});

describe('a caBundle', () => {
  const bundle = (...days: readonly [string, string][]) =>
    certificateBundle(days.map(([from, to]) => selfSignedCertificate({ notBefore: new Date(from), notAfter: new Date(to) }).certificate).join(''));

  it('has the first and the last day of each certificate, in UTC', () =>
    expect(bundle(['2026-03-01T23:30:00Z', '2030-05-06T00:30:00Z']).certificates).toMatchObject([{ notBefore: '2026-03-01', notAfter: '2030-05-06' }]));

  it.each([
    ['before its first day', '2026-02-28', { state: 'to-come', begins: '2026-03-01' }],
    ['on its first day', '2026-03-01', { state: 'valid', ends: '2030-05-06' }],
    ['shortly before its end', '2030-05-01', { state: 'ending', ends: '2030-05-06', days: 5 }],
    ['after its end', '2030-05-07', { state: 'expired', ends: '2030-05-06' }],
  ])('%s', (_, today, expected) => expect(validityOf(bundle(['2026-03-01', '2030-05-06']), today, 30)).toEqual(expected));

  it('is not valid before the first of its certificates is', () =>
    expect(validityOf(bundle(['2031-01-01', '2040-01-01'], ['2030-01-01', '2040-01-01']), '2026-06-01', 30)).toEqual({ state: 'to-come', begins: '2030-01-01' }));
});
