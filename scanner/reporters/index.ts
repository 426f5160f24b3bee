import { REPORT_FORMATS, type ReportFormat } from '../../policypack/core/report-formats.js';
import type { Reporter } from './reporter.js';

export { REPORT_FORMATS, type ReportFormat };
export type { Reporter, ReportOptions } from './reporter.js';

/** A reporter whose file, and the format's own library with it, is loaded when it first writes. */
const loaded =
  (load: () => Promise<Reporter>): Reporter =>
  async function* (result, options) {
    const reporter = await load();
    yield* reporter(result, options);
  };

/** Every format. Adding one is a file, a name in core's `report-formats.ts`, and a row here: the compiler asks for it. */
export const REPORTERS: { readonly [K in ReportFormat]: Reporter } = {
  table: loaded(async () => (await import('./table.js')).table),
  json: loaded(async () => (await import('./json.js')).json),
  ndjson: loaded(async () => (await import('./ndjson.js')).ndjson),
  markdown: loaded(async () => (await import('./markdown.js')).markdown),
  sarif: loaded(async () => (await import('./sarif.js')).sarif),
  junit: loaded(async () => (await import('./junit.js')).junit),
  html: loaded(async () => (await import('./html/index.js')).html),
  'policy-report': loaded(async () => (await import('./policy-report/index.js')).policyReport),
};
