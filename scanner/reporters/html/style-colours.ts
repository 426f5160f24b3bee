/**
 * Colours, light and dark. Text and signs keep a contrast of 4.5:1 on paper and on a sheet (WCAG 2.2, 1.4.3), the fills of
 * bars 3:1 (1.4.11); a test in a browser measures it.
 */
export const COLOURS = `
:root {
  color-scheme: light dark;
  --paper: #fbfbfa; --sheet: #ffffff; --tint: #f0f1ef; --line: #dcdfdc; --ink: #1c2326; --quiet: #59636a; --edge: #7d878d; --link: #0b5a70;
  --failing: #a8201a; --error: #8a2a6b; --unknown: #855300; --advisory: #6a5d12; --waived: #4d6072; --pass: #1b6e45; --drift: #0b5a70;
  --fill-failing: #c2362f; --fill-error: #a34a86; --fill-unknown: #b5791b; --fill-advisory: #948537; --fill-waived: #71879b; --fill-pass: #4c9a73;
  --track: #e6e8e5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181a; --sheet: #1b2023; --tint: #242a2e; --line: #343c40; --ink: #e8ebea; --quiet: #a3adb2; --edge: #7b868c; --link: #7cc4d8;
    --failing: #ff8f86; --error: #e79ccf; --unknown: #eab355; --advisory: #d2c26a; --waived: #a9bccd; --pass: #7fd0a6; --drift: #7cc4d8;
    --fill-failing: #e2675e; --fill-error: #c47aae; --fill-unknown: #cf9838; --fill-advisory: #a99a48; --fill-waived: #7f94a8; --fill-pass: #4f9c77;
    --track: #2a3135;
  }
}
.verdict.pass { --tone: var(--pass); } .verdict.fail { --tone: var(--failing); } .verdict.incomplete { --tone: var(--unknown); }
.state.failing, .figures .failing .number { color: var(--failing); }
.state.error { color: var(--error); }
.state.unknown, .figures .unknown .number, .figures .gap .number, .incomplete, .soon { color: var(--unknown); }
.state.advisory, .figures .advisory .number { color: var(--advisory); }
.state.waived, .figures .waived .number { color: var(--waived); }
.state.pass, .figures .pass .number { color: var(--pass); }
.figures .drift .number { color: var(--drift); }
.track { fill: var(--track); }
.fill.failing { fill: var(--fill-failing); } .fill.error { fill: var(--fill-error); } .fill.unknown { fill: var(--fill-unknown); }
.fill.advisory { fill: var(--fill-advisory); } .fill.waived { fill: var(--fill-waived); } .fill.pass { fill: var(--fill-pass); }
`;
