/** A phone, paper, and whoever asked for less motion or more contrast. */
export const MEDIA = `
@media (max-width: 60rem) {
  .charts { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 46rem) {
  .masthead, nav > ul, main, footer { width: calc(100% - 2rem); }
  .masthead { padding-block: 1.1rem 1.3rem; }
  .brand { padding-bottom: 1.1rem; }
  .verdict { gap: 0 1rem; }
  .seal { width: 3rem; height: 3rem; font-size: 1.35rem; }
  .verdict h1 { font-size: 2.1rem; line-height: 3rem; }
  .verdict > div { display: contents; }
  .verdict h1 { align-self: center; }
  .headline, .meaning { grid-column: 1 / -1; }
  .headline { font-size: 1.05rem; }
  .figures { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .figures .number { font-size: 1.45rem; }
  .figures .word { font-size: 0.82rem; }
  .chart.by-control li { grid-template-columns: minmax(0, 1fr) auto; gap: 0.1rem 0.8rem; padding-block: 0.4rem; }
  .chart.by-control .bar { grid-column: 1 / -1; grid-row: 2; }
  table, tbody, tr, td { display: block; width: auto; }
  thead { display: none; }
  tr { padding-block: 0.7rem; border-bottom: 1px solid var(--line); }
  td { padding: 0.12rem 0; border: 0; display: grid; grid-template-columns: 6.2rem minmax(0, 1fr); gap: 0 0.7rem; }
  td::before { content: attr(data-label); color: var(--quiet); font-size: 0.85rem; padding-top: 0.1rem; }
  td > * { grid-column: 2; }
  table.findings td:nth-child(1), table.findings td:nth-child(2) { display: inline-block; margin-right: 1rem; }
  table.findings td:nth-child(1)::before, table.findings td:nth-child(2)::before { content: none; }
  table.findings td:nth-child(3), table.findings td:nth-child(4) { display: block; }
  table.findings td:nth-child(3)::before, table.findings td:nth-child(4)::before { content: none; }
  .filter label { flex: 1 1 8.5rem; }
  .filter select { max-width: none; }
  dl.run > div { grid-template-columns: minmax(0, 1fr); }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media (prefers-contrast: more) { :root { --quiet: var(--ink); --line: var(--ink); } }
@media print {
  @page { margin: 16mm 14mm; }
  :root {
    color-scheme: light;
    --paper: #fff; --sheet: #fff; --tint: #f4f4f2; --line: #c9cdc9; --ink: #000; --quiet: #444c51; --link: #000;
    --failing: #a8201a; --error: #8a2a6b; --unknown: #855300; --advisory: #6a5d12; --waived: #4d6072; --pass: #1b6e45; --drift: #0b5a70;
    --fill-failing: #c2362f; --fill-error: #a34a86; --fill-unknown: #b5791b; --fill-advisory: #948537; --fill-waived: #71879b; --fill-pass: #4c9a73;
    --track: #e6e8e5;
  }
  html { font-size: 10pt; }
  body { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  nav, .skip, .filter label, .filter button { display: none; }
  .masthead, main, footer { width: auto; margin: 0; }
  main > section { padding-top: 8mm; }
  h2, h3, h4, figcaption, caption { break-after: avoid; }
  tr, .control, figure, .figures, .verdict { break-inside: avoid; }
  .cards { display: block; }
  .control { margin-bottom: 5mm; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { display: none; }
  a { text-decoration: none; }
}
`;
