import { describe, expect, it } from 'vitest';
import { withPack } from './in-process.js';
import { aLogGroup } from './resources.js';

const retention = (days: number) => aLogGroup({ retentionInDays: days });

describe("the engine's configuration", () => {
  it('wins over logproof.yaml, parameter by parameter', () =>
    withPack(
      { logproof: 'controls: { log-group-retention-minimum: { level: advisory, days: 100 } }' },
      async (engine) => {
        await engine.configure({ 'log-group-retention-minimum': { enforcementLevel: 'mandatory', days: 200 } });

        expect((await engine.analyze(retention(150))).violations).toMatchObject([{ level: 'mandatory' }]);
        expect((await engine.analyze(retention(250))).violations).toEqual([]);
      },
    ));

  it('names every control and parameter that does not exist, all at once', () =>
    withPack({}, async (engine) => {
      const configured = engine.configure({
        'log-group-retention-minimun': { days: 1 },
        'log-group-retention-minimum': { dayz: 1, neverExpires: 'perhaps' },
        'audit-sink-throttle': { qps: { min: 'ten' } },
      });

      await expect(configured).rejects.toThrow(
        [
          '3 INVALID_ARGUMENT: the configuration of logproof is wrong:',
          'policy pack configuration: audit-sink-throttle.qps.min: expected a number, found "ten"',
          'policy pack configuration: log-group-retention-minimum.dayz: is not a known key; check its spelling and place',
          'policy pack configuration: log-group-retention-minimum.neverExpires: expected one of allow, deny, found "perhaps"',
          'policy pack configuration: log-group-retention-minimun: is not a known key; check its spelling and place',
        ].join('\n'),
      );
    }));

  it('may set the level of all policies at once', () =>
    withPack({}, async (engine) => {
      await expect(engine.configure({ all: { enforcementLevel: 'advisory' } })).resolves.toBeDefined();
    }));

  it('may disable a control, and may ask for a remediation that is then a refusal', () =>
    withPack({}, async (engine) => {
      await engine.configure({
        'log-group-retention-minimum': { enforcementLevel: 'disabled' },
        'log-group-encrypted': { enforcementLevel: 'remediate' },
      });

      expect((await engine.analyze(aLogGroup({ retentionInDays: 1, kmsKeyId: '' }))).violations).toMatchObject([
        { policy: 'log-group-encrypted', level: 'mandatory' },
      ]);
    }));
});

describe('logproof.yaml', () => {
  it('sets levels and parameters', () =>
    withPack(
      { logproof: 'controls: { log-group-retention-minimum: { level: advisory, days: 100 } }' },
      async (engine) => {
        expect((await engine.analyze(retention(99))).violations).toMatchObject([{ level: 'advisory' }]);
      },
    ));

  it('narrows what counts', () =>
    withPack({ logproof: 'scope: { logGroups: { exclude: ["*-debug"] } }' }, async (engine) => {
      expect((await engine.analyze(aLogGroup({ name: 'ai-debug', retentionInDays: 1 }))).violations).toEqual([]);
    }));

  it('fails the run with all of its errors, in whatever the engine asks first', () =>
    withPack({ logproof: 'controls:\n  log-group-retention-minimum: { dayz: 1 }\nscop: {}' }, async (engine) => {
      const errors =
        'logproof.yaml:2: controls.log-group-retention-minimum.dayz: is not a known key; check its spelling and place\nlogproof.yaml:3: scop: is not a known key';

      await expect(engine.info()).rejects.toThrow(errors);
      await expect(engine.analyze(retention(1))).rejects.toThrow(errors);
      await expect(engine.analyzeStack([])).rejects.toThrow(errors);
    }));
});
