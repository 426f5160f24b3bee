import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../policypack/pulumi/analyzer.js';
import { AnalyzerService } from '../../policypack/pulumi/protocol.js';
import { settingsOf } from './in-process.js';

describe("Pulumi's analyzer protocol", () => {
  it('is served whole: every method of the installed package, and no other', () => {
    const analyzer = new Analyzer({ manifest: { name: 'logproof', version: '1.2.3', description: 'the pack' }, loadSettings: () => settingsOf({}), today: () => '2026-06-01' });

    expect(Object.keys(analyzer.service()).sort()).toEqual(Object.keys(AnalyzerService).sort());
  });
});
