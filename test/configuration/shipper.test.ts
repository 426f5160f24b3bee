import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../policypack/configuration/load.js';
import { withShipper } from '../../policypack/configuration/shipper.js';
import { CONTROLS } from '../../policypack/controls/index.js';

const asking = CONTROLS.filter(({ params }) => 'shipper' in params.shape).map(({ id }) => id);
const given = (controls: object, said?: string) => withShipper(controls as Record<string, object>, said, CONTROLS);
const everywhere = (shipper: string) => Object.fromEntries(asking.map((id) => [id, { shipper }]));

describe('what ships the audit log', () => {
  it('is asked for by both controls', () => expect(asking).toEqual(expect.arrayContaining(['ai-workload-audited', 'api-server-audit-exported'])));

  it('is said once for all of them', () => expect(given({}, 'Fluent Bit')).toEqual(everywhere('Fluent Bit')));

  it.each(['ai-workload-audited', 'api-server-audit-exported'])('is no less true for the others where it is said for %s', (id) =>
    expect(given({ [id]: { shipper: 'Vector' } })).toEqual(everywhere('Vector')));

  it('is what an entry says itself, whatever else is said', () =>
    expect(given({ 'ai-workload-audited': { shipper: 'Vector', minimum: 'Request' } }, 'Fluent Bit')).toMatchObject({ 'ai-workload-audited': { shipper: 'Vector', minimum: 'Request' }, 'api-server-audit-exported': { shipper: 'Fluent Bit' } }));

  it('is said in every entry by scope, and for what none of them takes', () => {
    const scope = { include: ['/ai/**'] };

    expect(given({ 'ai-workload-audited': [{ scope }, { minimum: 'Request' }] }, 'Vector')).toMatchObject({ 'ai-workload-audited': [{ scope, shipper: 'Vector' }, { minimum: 'Request', shipper: 'Vector' }] });
    expect(given({ 'ai-workload-audited': [{ scope }] }, 'Vector')).toMatchObject({ 'ai-workload-audited': [{ scope, shipper: 'Vector' }, { shipper: 'Vector' }] });
  });

  it('changes nothing where nobody says it', () => {
    const controls = { 'log-group-encrypted': { level: 'mandatory' } };

    expect(given(controls)).toBe(controls);
  });

  it('is read from the file, beside the cluster', () => {
    const { controls } = readConfiguration('sources: { kubernetes: { shipper: Vector } }', 'logproof.yaml');

    expect(controls).toEqual(everywhere('Vector'));
  });
});
