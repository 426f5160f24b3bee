import { describe, expect, it } from 'vitest';
import { calledServer, goUrl, hostname } from '../../policypack/kinds/kubernetes/go-url.js';

describe('a URL', () => {
  it.each([
    ['https://${COLLECTOR}/', /"\{" cannot stand in a host/],
    ['https://{{ .Values.host }}/', /"\{" cannot stand in a host/],
    ['https://a b/', /" " cannot stand in a host/],
    ['https://a/\n', /control character/],
    ['\thttps://a/', /control character/],
    ['https://a/%zz', /two hexadecimal digits/],
    ['https://%COLLECTOR%/', /two hexadecimal digits/],
    ['https://a/#%z', /two hexadecimal digits/],
    ['https://a:https/', /no port/],
    ['https://a:443:443/', /no port/],
    ['https://[::1/', /"\]" of its host is missing/],
    ['https://[collector]/', /no IPv6 address/],
    ['https://%41/', /encoded by "%"/],
    ['https://a"|b@c/', /before "@"/],
    ['://a/', /scheme before ":" is missing/],
    ['10.0.0.1:443', /holds a colon/],
  ])('%j is refused by Go, and it says why', (text, why) => expect(goUrl(text)).toMatch(why));

  it.each([
    ['https://a/b?c#d', { scheme: 'https', host: 'a', path: '/b', query: 'c', fragment: 'd' }],
    ['HTTPS://A:443', { scheme: 'https', host: 'A:443', path: '' }],
    ['https://$COLLECTOR/', { host: '$COLLECTOR' }],
    ['https://a/b c', { path: '/b c' }],
    ['https://u:p@a/', { host: 'a', userinfo: true }],
    ['https://[::1]:443/', { host: '[::1]:443' }],
    ['collector.internal:443', { scheme: 'collector.internal', host: '' }],
    ['https:a', { scheme: 'https', host: '' }],
    ['a/b', { scheme: '', host: '', path: 'a/b' }],
  ])('%j is taken apart as Go does', (text, parts) => expect(goUrl(text)).toMatchObject(parts));

  it('has a host with and without its port', () => expect(['a:1', 'a', '[::1]:1'].map(hostname)).toEqual(['a', 'a', '::1']));
});

describe('the server of a kubeconfig', () => {
  it.each([
    ['collector.internal:8443', false, { url: 'http://collector.internal:8443', scheme: 'http', schemeless: true }],
    ['collector.internal:8443', true, { url: 'https://collector.internal:8443', scheme: 'https', schemeless: true }],
    ['10.0.0.1:443', true, { host: '10.0.0.1:443' }],
    ['https://a/b?token=c#d', false, { schemeless: false, dropped: ['query', 'fragment'] }],
  ])('%j (TLS: %s) is called as client-go calls it', (server, tls, called) => expect(calledServer(server, tls)).toMatchObject(called));

  it.each([
    ['', 'empty'],
    ['https://${COLLECTOR}/', 'the character "{" cannot stand in a host'],
    ['https://a/\n', 'a line end or another control character is in it'],
    ['collector/audit', 'it is neither a URL nor a host with a port'],
    ['https:///audit', 'it is neither a URL nor a host with a port'],
  ])('%j is called by nobody', (server, why) => expect(calledServer(server, true)).toBe(why));
});
