import { describe, expect, it } from 'vitest';
import { changeOf, deliveries, serverCounters } from '../../scanner/probe/server-counters.js';
import { metrics } from './metrics.js';

describe('the counters of a kube-apiserver', () => {
  it('hold the hosts that are posted to and never asked: webhooks, not the server itself', () => {
    const counters = serverCounters(metrics({ posts: { 'collector.example': { 200: 3, '<error>': 2 } } }));

    expect([...(counters?.posts ?? [])]).toEqual([['collector.example', { 200: 3, '<error>': 2 }]]);
  });

  it('are none of another server', () => {
    expect(serverCounters('go_goroutines 4\n')).toBeUndefined();
  });
});

describe('what was counted since', () => {
  const before = serverCounters(metrics({ logged: 10, none: 2, posts: { 'collector.example': { 200: 3 } } }))!;

  it('is the difference, by host and answer', () => {
    const after = serverCounters(metrics({ logged: 14, none: 5, lost: 1, posts: { 'collector.example': { 200: 3, 500: 2 } } }))!;

    expect(changeOf(before, after)).toEqual({ logged: 4, dropped: 3, lost: { webhook: 1 }, posts: new Map([['collector.example', { 500: 2 }]]) });
  });

  it('is not known where another server answers, though it counted more', () => {
    expect(changeOf(before, serverCounters(metrics({ started: '1.79555449002e+09', logged: 400, none: 20, lost: 7, posts: { 'collector.example': { 200: 3 } } }))!)).toBeUndefined();
  });

  it('is not known where a server answers that counted less', () => {
    expect(changeOf(before, serverCounters(metrics({ logged: 3 }))!)).toBeUndefined();
  });
});

it('takes any 2xx as taken, and no answer as failed', () => {
  expect(deliveries({ 200: 2, 204: 1, 500: 4, '<error>': 3 })).toEqual({ taken: 3, failed: 7, text: '200: 2, 204: 1, 500: 4, <error>: 3' });
});
