import { fixturesOf, type Fixture } from '../../test/controls/fixture.js';

/** What a control's fixtures show of it. */
export interface Examples {
  readonly pass: Fixture | undefined;
  readonly fail: Fixture | undefined;
  /** Parameters without a default, as the fixtures set them. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** The simplest passing and failing fixture of a control: what is tested is what is shown. */
export function examplesOf(id: string): Examples {
  const fixtures = fixturesOf(id).sort((a, b) => size(a) - size(b) || (a.file < b.file ? -1 : 1));
  const simplest = (outcome: string): Fixture | undefined => fixtures.find(({ expect }) => expect.outcome === outcome);
  return { pass: simplest('pass'), fail: simplest('fail'), params: fixtures.find(({ params }) => params)?.params ?? {} };
}

/** An example that needs no parameters and says its message comes first. */
const size = ({ given, params, expect }: Fixture): number =>
  JSON.stringify(given).length + (params ? 1000 : 0) + (expect.message === undefined ? 500 : 0);
