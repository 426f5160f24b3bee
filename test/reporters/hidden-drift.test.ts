import { describe, expect, it } from 'vitest';
import { REPORT_FORMATS } from '../../policypack/core/report-formats.js';
import { REPORTERS } from '../../scanner/reporters/index.js';
import { driftText } from '../../scanner/reporters/words.js';
import { resultOf } from '../../scanner/result/in-memory.js';
import { auditSink, HEAD, textOf } from './sample-result.js';

const url = (password: string): string => `https://user:${password}@collector.acme.io/audit?token=${password}`;
/** As a version saved it that showed URLs whole. */
const SAVED = resultOf(HEAD, [], [{ subject: auditSink('audit'), change: 'changed', path: 'spec.webhook.clientConfig.url', declared: url('s3cret-then'), live: url('s3cret-now'), breaks: [] }]);

describe('drift in a URL with a password', () => {
  it.each(REPORT_FORMATS)('is shown without it in %s', async (format) => {
    const text = await textOf(REPORTERS[format](SAVED, { colour: false, width: 400, categories: {} }));
    expect(text).not.toContain('s3cret');
  });

  it('says that what differs is not shown', async () => {
    for await (const item of SAVED.drift()) {
      expect(driftText(item)).toBe('spec.webhook.clientConfig.url: declared and live differ in what is not shown of https://…@collector.acme.io/audit?…');
    }
    expect.assertions(1);
  });
});
