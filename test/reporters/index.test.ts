import { describe, expect, it } from 'vitest';
import { REPORT_FORMATS, REPORTERS } from '../../scanner/reporters/index.js';
import { resultOf } from '../../scanner/result/in-memory.js';
import { aResult, DRIFT, FINDINGS, HEAD, textOf } from './sample-result.js';

const OPTIONS = { colour: false, width: 100, categories: {} };

describe('every format', () => {
  it('has a reporter', () => {
    expect(Object.keys(REPORTERS)).toEqual([...REPORT_FORMATS]);
  });

  it.each(REPORT_FORMATS)('%s writes a result whose controls and names are unknown or empty', async (format) => {
    const odd = resultOf({ ...HEAD, controls: {}, population: [], gaps: [] }, FINDINGS.map((finding) => ({ ...finding, subject: { ...finding.subject, name: '' } })), DRIFT);
    expect((await textOf(REPORTERS[format](odd, OPTIONS))).length).toBeGreaterThan(100);
  });

  it.each(REPORT_FORMATS)('%s says that a result without a verdict is no pass', async (format) => {
    const summary = { pass: 0, fail: 0, unknown: 0, error: 0, notApplicable: 0, waived: 0, drift: 0, exitCode: 3 };
    const nothing = resultOf({ ...HEAD, controls: {}, population: [], gaps: [], summary }, []);
    const text = await textOf(REPORTERS[format](nothing, OPTIONS));
    if (format !== 'junit' && format !== 'ndjson') expect(text).toMatch(/Incomplete|INCOMPLETE|"exitCode":3/);
  });

  it.each(REPORT_FORMATS)('%s is the same twice', async (format) => {
    expect(await textOf(REPORTERS[format](aResult(), OPTIONS))).toBe(await textOf(REPORTERS[format](aResult(), OPTIONS)));
  });
});
