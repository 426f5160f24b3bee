import { describe, expect, it } from 'vitest';
import { KINDS } from '../../policypack/kinds/index.js';
import { READERS as AWS_READERS } from '../../scanner/sources/aws/readers.js';
import { kindsOf } from '../../scanner/sources/kubernetes/reader.js';
import { READERS as KUBERNETES_READERS } from '../../scanner/sources/kubernetes/readers.js';
import { DECLARED, live, WORLDS } from '../scanner/worlds.js';
import { TESTED, tested } from './all.js';

const DECLARABLE = KINDS.all.flatMap(({ id, declared }) => (declared === undefined ? [] : [id]));

/** Kinds of which a reader yields facts; the account and its streams, others tell. */
const READ_LIVE = [
  ...AWS_READERS.flatMap((reader) => (reader.list ?? reader.named ? [reader.kind] : [])),
  ...KUBERNETES_READERS.flatMap(kindsOf),
];

describe('the things of the tests', () => {
  it('are of every kind that there is, a file of test/kinds each, and of no other', () => {
    expect([...TESTED.keys()].sort()).toEqual(KINDS.all.map(({ id }) => id).sort());
  });

  it.each(DECLARABLE)('hold a resource that declares a thing of kind %s', (kind) => {
    expect(DECLARED.filter((fact) => fact.kind === kind)).not.toEqual([]);
    expect(tested(kind).resources ?? []).not.toEqual([]);
  });

  it.each(READ_LIVE)('hold a live thing of kind %s', (kind) => {
    expect(live(WORLDS[0]!).filter((fact) => fact.kind === kind)).not.toEqual([]);
  });

  it.each([...TESTED.keys()])('are live and of kind %s where its file says what is read', (kind) => {
    expect((tested(kind).live?.(WORLDS[0]!) ?? []).filter((fact) => fact.kind !== kind || fact.origin !== 'live')).toEqual([]);
  });
});
