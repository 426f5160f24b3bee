/** Figures, charts, tables, the filter, and the controls' sheets. */
export const LISTS = `
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: 0; margin-top: 1rem; border-block: 1px solid var(--line); }
.figures a { display: block; padding: 0.8rem 0.8rem 0.8rem 0; text-decoration: none; color: inherit; }
.figures a:hover .word { text-decoration: underline; }
.figures .number { display: block; font-size: 1.75rem; line-height: 1.15; font-weight: 600; letter-spacing: -0.02em; }
.figures .zero .number { color: var(--quiet); font-weight: 400; }
.figures .word { display: block; color: var(--quiet); font-size: 0.9rem; line-height: 1.3; }

.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; margin-top: 1.4rem; color: var(--quiet); font-size: 0.85rem; }
.legend li { display: flex; align-items: center; gap: 0.4rem; }
.swatch { width: 0.7rem; height: 0.7rem; border-radius: 2px; }
.charts { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.6fr); gap: 1.6rem 3.5rem; margin-top: 1rem; }
figcaption { font-weight: 650; margin-bottom: 0.5rem; }
.chart li { display: grid; grid-template-columns: 5rem minmax(0, 1fr) 3.2rem; gap: 0.8rem; align-items: center; padding-block: 0.22rem; }
.chart.by-control li { grid-template-columns: minmax(0, 15rem) minmax(0, 1fr) 10.5rem; }
.chart-label { font-size: 0.92rem; }
.chart-figure { color: var(--quiet); font-size: 0.88rem; text-align: right; }
.bar { display: block; width: 100%; height: 0.75rem; border-radius: 2px; }

.state { font-weight: 600; white-space: nowrap; }
.severity { white-space: nowrap; }
.severity.critical, .severity.high { font-weight: 600; }
.severity.low { color: var(--quiet); }

table { width: 100%; border-collapse: collapse; margin-top: 0.8rem; font-size: 0.94rem; }
th { text-align: left; font-weight: 600; font-size: 0.85rem; color: var(--quiet); padding: 0.4rem 1rem 0.4rem 0; border-bottom: 1px solid var(--line); vertical-align: bottom; }
td { padding: 0.7rem 1rem 0.7rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
td.words code, td.words code bdi { overflow-wrap: break-word; }
tr > :last-child { padding-right: 0; }
td.figure { white-space: nowrap; }
.name, .place, .path { display: block; }
.name code { font-weight: 600; }
.place { color: var(--quiet); font-size: 0.86rem; }
.control-link { display: inline-block; font-size: 0.95em; }
td .control-link { margin-right: 0.8rem; }
.of, .waiver { margin-top: 0.25rem; font-size: 0.9rem; }
.waiver { color: var(--waived); }
.left { display: block; font-size: 0.86rem; color: var(--quiet); white-space: nowrap; }
.left.soon { color: var(--unknown); font-weight: 600; }
.change { font-weight: 600; white-space: nowrap; }
table.findings th:nth-child(1) { width: 7rem; }
table.findings th:nth-child(2) { width: 6rem; }
table.findings th:nth-child(3) { width: 38%; }
table.drift th:nth-child(1) { width: 8rem; }
table.drift th:nth-child(2) { width: 30%; }
table.waivers td:nth-child(5) { white-space: nowrap; }
details { margin-top: 0.35rem; font-size: 0.9rem; }
summary { cursor: pointer; color: var(--quiet); width: fit-content; padding-block: 0.1rem; }
summary:hover { color: var(--ink); }
details dl { display: grid; grid-template-columns: minmax(5rem, auto) minmax(0, 1fr); gap: 0.15rem 1rem; padding: 0.5rem 0.8rem; margin-top: 0.3rem; background: var(--tint); border-radius: 4px; }

.filter { display: flex; flex-wrap: wrap; gap: 0.7rem 1rem; align-items: end; margin-top: 0.9rem; }
.filter label { display: grid; gap: 0.15rem; font-size: 0.85rem; color: var(--quiet); min-width: 0; }
.filter .grow { flex: 1 1 16rem; }
.filter input, .filter select, .filter button {
  font: inherit; font-size: 1rem; color: var(--ink); background: var(--sheet); border: 1px solid var(--edge); border-radius: 4px;
  padding: 0.4rem 0.6rem; min-height: 2.6rem; width: 100%; max-width: 100%;
}
.filter input::placeholder { color: var(--quiet); opacity: 1; }
.filter select { max-width: 16rem; }
.filter button { width: auto; cursor: pointer; padding-inline: 1rem; }
.filter button:hover { background: var(--tint); }
#filter-count { flex-basis: 100%; color: var(--quiet); font-size: 0.9rem; }

.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); gap: 1.2rem; margin-top: 1rem; }
.control { background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; padding: 1.1rem 1.25rem 1.25rem; scroll-margin-top: 4rem; overflow-wrap: anywhere; }
.control:target { border-color: var(--link); box-shadow: 0 0 0 1px var(--link); }
.control h3 { margin: 0; }
.control .meta { display: flex; flex-wrap: wrap; gap: 0 0.9rem; color: var(--quiet); font-size: 0.9rem; margin-top: 0.15rem; align-items: baseline; }
.control .tally { margin-block: 0.7rem 0.8rem; }
.control .tally p { margin-top: 0.35rem; font-size: 0.9rem; color: var(--quiet); }
.params div { display: flex; flex-wrap: wrap; gap: 0 0.8rem; }
.params dt { font-size: 1rem; }
.references { display: grid; gap: 0.1rem; font-size: 0.92rem; }
.framework { color: var(--quiet); display: inline-block; min-width: 9.5rem; }
dl.run { margin-top: 0.6rem; }
dl.run > div { display: grid; grid-template-columns: 10rem minmax(0, 1fr); gap: 0 1rem; padding-block: 0.4rem; border-bottom: 1px solid var(--line); }
dl.run dt { font-size: 0.94rem; }
`;
