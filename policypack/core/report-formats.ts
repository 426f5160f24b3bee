/** The formats that a result can be written in; the table of reporters is typed by these names. */
export const REPORT_FORMATS = ['table', 'json', 'ndjson', 'markdown', 'sarif', 'junit', 'html', 'policy-report'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
