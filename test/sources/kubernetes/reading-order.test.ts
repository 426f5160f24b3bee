import { describe, expect, it } from 'vitest';
import type { Reader } from '../../../scanner/sources/kubernetes/reader.js';
import { inReadingOrder } from '../../../scanner/sources/kubernetes/reading-order.js';
import { READERS } from '../../../scanner/sources/kubernetes/readers.js';

const aReader = (kind: string, of: Partial<Reader> = {}): Reader => ({
  kind,
  stage: 'anchors',
  asked: () => true,
  rights: () => [],
  async *read() {
    yield [];
  },
  ...of,
});
const kindsIn = (readers: readonly Reader[]): string[] => inReadingOrder(readers).map(({ kind }) => kind);

describe('the readers of a cluster', () => {
  it('begin with what says whether more may be asked, and end with what flows', () => {
    expect(READERS[0]?.kind).toBe('kubernetes.cluster');
    expect(READERS.at(-1)?.stage).toBe('flow');
  });

  it('read what is named behind that which names it, wherever their files stand', () => {
    const port = aReader('port', { namedBy: 'service' });
    const service = aReader('service', { namedBy: 'sink' });
    const ordered = aReader('ordered', { asked: ({ apiServers }) => apiServers !== undefined });
    const flowing = aReader('flowing', { stage: 'flow' });
    expect(kindsIn([flowing, ordered, port, service, aReader('sink'), aReader('version', { greets: true })])).toEqual(['version', 'sink', 'service', 'port', 'ordered', 'flowing']);
  });

  it('do not load where nothing reads what names one', () => {
    expect(() => inReadingOrder([aReader('service', { namedBy: 'sink' })])).toThrow('service is named by sink, which nothing reads');
  });
});
