/*
 * The report's look: the window's tokens in both themes, one quiet accent, tables that are read as easily as charts.
 * On paper it is light.
 */
const LIGHT = `
  --ground-0: #faf9f7; --ground-1: #f2f0ec; --ground-2: #fff; --line: #e1ded7;
  --text-1: #1d1c1a; --text-2: #5a5752; --text-3: #716d67; --accent: #925100;`
const DARK = `
  --ground-0: #131315; --ground-1: #19191c; --ground-2: #222226; --line: #2e2e33;
  --text-1: #f2f0ed; --text-2: #aeaba6; --text-3: #8e8b86; --accent: #f0a83a;`

export const STYLE = `
:root { color-scheme: light dark; ${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root { ${DARK} } }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0; background: var(--ground-0); color: var(--text-1);
  font: 400 14px/20px Inter, 'Inter Variable', system-ui, sans-serif;
  font-variant-numeric: tabular-nums; text-rendering: optimizeLegibility; -webkit-font-smoothing: antialiased;
}
main, .masthead > div { max-width: 1120px; margin: 0 auto; padding: 0 32px; }
.masthead { border-bottom: 1px solid var(--line); background: var(--ground-1); padding: 40px 0 0; }
.kicker { margin: 0 0 6px; color: var(--text-2); }
h1 { margin: 0 0 8px; font-size: 28px; line-height: 34px; font-weight: 650; letter-spacing: -0.02em; text-wrap: balance; }
.facts { display: flex; flex-wrap: wrap; gap: 2px 20px; margin: 0 0 20px; padding: 0; list-style: none; color: var(--text-2); }
nav ul { display: flex; flex-wrap: wrap; gap: 0 20px; margin: 0; padding: 0; list-style: none; }
nav a { display: block; padding: 10px 0; color: var(--text-2); text-decoration: none; border-bottom: 2px solid transparent; }
nav a:hover { color: var(--text-1); border-color: var(--accent); }
section { padding: 44px 0 4px; }
section + section { margin-top: 40px; border-top: 1px solid var(--line); }
h2 { margin: 0 0 6px; font-size: 20px; line-height: 28px; font-weight: 650; letter-spacing: -0.01em; }
h3 { margin: 28px 0 4px; font-size: 15px; line-height: 20px; font-weight: 600; }
.lead { max-width: 72ch; margin: 0 0 20px; color: var(--text-2); text-wrap: pretty; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }

.verdict { max-width: 44ch; margin: 0 0 24px; font-size: 20px; line-height: 28px; letter-spacing: -0.01em; text-wrap: pretty; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 16px; margin: 0 0 28px; }
.tile { padding: 18px 20px; border: 1px solid var(--line); border-radius: 12px; background: var(--ground-1); }
.tile p { margin: 0; }
.tile .big { font-size: 32px; line-height: 38px; font-weight: 650; letter-spacing: -0.025em; }
.tile .big small { margin-left: 6px; font-size: 12px; font-weight: 400; letter-spacing: 0; color: var(--text-2); }
.tile .name { font-weight: 600; }
.tile .tells { color: var(--text-2); }
.tile dl { display: grid; grid-template-columns: auto auto 1fr; gap: 4px 14px; margin: 12px 0 0; padding-top: 10px; border-top: 1px solid var(--line); font-size: 12px; line-height: 16px; color: var(--text-2); }
.tile dl div { display: contents; }
.tile dd { margin: 0; text-align: right; color: var(--text-1); }
.tile dd + dd { color: var(--text-2); }

.scroller { overflow-x: auto; margin: 0 -8px; padding: 0 8px; }
table { width: 100%; border-collapse: collapse; text-align: left; }
caption { max-width: 100ch; padding: 0 0 8px; font-size: 14px; line-height: 20px; text-wrap: pretty; text-align: left; color: var(--text-2); }
th { font-weight: 400; }
thead th { padding: 6px 12px 6px 0; color: var(--text-2); font-size: 12px; line-height: 16px; vertical-align: bottom; }
tbody th, tbody td { padding: 7px 12px 7px 0; border-top: 1px solid var(--line); vertical-align: top; }
.n { text-align: right; white-space: nowrap; }
.tight tbody th, .tight tbody td { padding-block: 4px; }
.soft, .few th, .few td { color: var(--text-3); }
td small, th small { display: block; color: var(--text-3); font-size: 12px; line-height: 16px; }
.strong { font-weight: 600; }
.mark { display: inline-block; padding: 0 8px; border-radius: 99px; background: color-mix(in srgb, var(--accent) 14%, transparent); font-size: 12px; line-height: 18px; }

.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(420px, 100%), 1fr)); gap: 24px; }
figure { margin: 0; min-width: 0; }
figcaption { margin: 0 0 8px; }
figcaption b { font-weight: 600; }
.keys { display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 2px 0 0; padding: 0; list-style: none; color: var(--text-2); font-size: 12px; line-height: 16px; }
.keys li { display: flex; align-items: center; gap: 6px; }
.keys i { width: 16px; height: 0; border-top: 2px solid var(--ink, var(--accent)); }
.keys i.dashed { border-top-style: dashed; border-top-width: 1.5px; }
.keys i.block { height: 10px; border: 0; border-radius: 2px; background: var(--ink, var(--accent)); }
.keys i.tick { width: 3px; height: 14px; border: 0; background: var(--text-1); }
.chart svg { display: block; width: 100%; height: auto; font-family: inherit; overflow: visible; }
.small-multiples { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(196px, 45%), 1fr)); gap: 20px 16px; }
.small-multiples figcaption { margin: 0 0 4px; }
.small-multiples figcaption .soft { display: block; font-size: 12px; line-height: 16px; }
.small-multiples .few { opacity: 0.6; }
details { margin: 16px 0 0; }
summary { width: fit-content; min-height: 24px; padding: 2px 0; color: var(--accent); cursor: pointer; }
summary:hover { text-decoration: underline; text-underline-offset: 3px; }
details[open] > summary { margin-bottom: 8px; }

.heat { width: auto; font-size: 11px; line-height: 14px; }
.heat th, .heat td { border: 0; padding: 0; vertical-align: middle; }
.heat tbody th { padding: 0 10px 0 0; text-align: right; font-size: 12px; white-space: nowrap; }
.heat thead th { height: 104px; padding: 0 0 6px; vertical-align: bottom; }
.heat thead th span { display: inline-block; writing-mode: vertical-rl; transform: rotate(180deg); font-size: 12px; color: var(--text-2); }
.heat thead th:not(:first-child) { text-align: center; }
.heat td { width: 44px; min-width: 34px; height: 28px; text-align: center; border: 1px solid var(--ground-0); border-radius: 5px; background: color-mix(in srgb, var(--accent) calc(var(--share) * 56%), var(--ground-1)); }
.heat td.own { box-shadow: inset 0 0 0 1.5px var(--text-3); font-weight: 600; }
.heat td.rest { background: none; color: var(--text-2); padding-left: 8px; }

.films { display: grid; grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); gap: 16px; margin: 8px 0 0; padding: 0; list-style: none; }
.film { display: grid; grid-template: auto auto 1fr / auto minmax(0, 1fr); gap: 0 12px; padding: 12px; border: 1px solid var(--line); border-radius: 12px; background: var(--ground-1); font-size: 12px; line-height: 16px; }
.film img { grid-row: 1 / span 3; width: 80px; height: 120px; object-fit: contain; border-radius: 6px; background: var(--ground-2); }
.film:not(:has(img)) { grid-template-columns: 1fr; }
.film h4 { margin: 0; font-size: 14px; line-height: 18px; font-weight: 600; overflow-wrap: anywhere; }
.film .file { margin: 0 0 8px; color: var(--text-3); overflow-wrap: anywhere; }
.film .is { margin: 0 0 6px; }
.film ul { margin: 0; padding: 6px 0 0; border-top: 1px solid var(--line); list-style: none; }
.film li { display: flex; justify-content: space-between; gap: 8px; }
.film li i { font-style: normal; }
.film .right { font-weight: 600; }
.film .aside { color: var(--text-3); }

.sheet { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: 12px; }
.facts-grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 8px 40px; }
.facts-grid table { font-size: 13px; }
.facts-grid th { color: var(--text-2); }
.facts-grid td { overflow-wrap: anywhere; }
footer { margin-top: 56px; padding: 20px 0 56px; border-top: 1px solid var(--line); color: var(--text-3); }
@media (width < 640px) { main, .masthead > div { padding: 0 16px; } .wide .chart { min-width: 640px; } .wide { overflow-x: auto; } }
@media print { section, figure, .tile, .film { break-inside: avoid; } nav, summary { display: none; } }
@media (forced-colors: active) { .heat td { forced-color-adjust: none; } }
`
