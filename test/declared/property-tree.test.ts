import { describe, expect, it } from 'vitest';
import { firstUnread, partly, read, readText, readWhole, texts, Unfilled, Unread } from '../../policypack/kinds/declared/property-tree.js';

const UNREAD = new Unread('unsupported', 'held by the Helm release audit');
const object = partly({ metadata: partly({ name: 'sink' }, UNREAD) }, UNREAD);

describe('an object of which little was read', () => {
  it('says that little', () => {
    expect(readText(object, 'metadata.name')).toEqual({ value: 'sink' });
  });

  it.each(['spec', 'spec.policy.level', 'metadata.labels', 'constructor'])('holds nothing else to be absent, and says who holds it: %s', (path) => {
    expect(read(object, path)).toEqual({ gap: 'unsupported', via: `${path}, held by the Helm release audit,` });
  });

  it('is not read as a whole, nor searched', () => {
    expect(readWhole(object, '')).toMatchObject({ gap: 'unsupported' });
    expect(firstUnread(object, 'at')).toEqual({ gap: 'unsupported', via: 'at, held by the Helm release audit,' });
    expect(texts(object)).toMatchObject([{ path: '', value: '', unread: { gap: 'unsupported' } }]);
  });
});

describe('what a provider would have filled in', () => {
  const tree = { metadata: { name: new Unfilled('preview') }, note: 'CHANGEME' };

  it('is unread, and not absent', () => {
    expect(read(tree, 'metadata.name')).toEqual({ gap: 'preview', via: 'metadata.name' });
  });

  it('is no text of the program', () => {
    expect(texts(tree)).toEqual([{ path: 'note', value: 'CHANGEME' }]);
  });
});
