// The report's one style sheet: the window's tokens, set for reading and for paper. Colours follow the reader's light
// or dark preference; print is always light.

export const style = `
:root {
  color-scheme: light dark;
  --canvas: light-dark(#f5f7f9, #0e1115);
  --surface: light-dark(#ffffff, #15181d);
  --sunken: light-dark(#f3f5f7, #1b1f25);
  --line: light-dark(#d8dbdf, #2a2e34);
  --edge: light-dark(#8d9399, #636974);
  --text: light-dark(#1b2026, #e9ebee);
  --muted: light-dark(#545c65, #a2a8af);
  --accent: light-dark(#2c5dbd, #7cb4fc);
  --good: light-dark(#21763c, #6ad18a);
  --warn: light-dark(#9d5d03, #f0ba59);
  --bad: light-dark(#be222a, #fb817a);
  --bar: light-dark(#b9cbee, #2f4a78);
  --series-1: light-dark(#1630ad, #0f79f1);
  --series-2: light-dark(#cb8611, #fcb866);
  --series-3: light-dark(#1d7c65, #aff5dd);
  --series-4: light-dark(#840067, #fa65a5);
  --series-5: light-dark(#6b9bb2, #32bcfe);
  --series-6: light-dark(#c63c06, #c31c3b);
  --series-7: light-dark(#8e59be, #825398);
  --series-8: light-dark(#4b3b04, #a39504);
}
* { box-sizing: border-box; }
html { background: var(--canvas); -webkit-text-size-adjust: 100%; }
body {
  margin: 0; color: var(--text); background: var(--canvas);
  font: 400 15px/1.6 'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
main { max-width: 880px; margin: 0 auto; padding: 56px 64px 80px; background: var(--surface); }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 2px; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; font-weight: 600; }
h1 { font-size: 34px; letter-spacing: -0.02em; margin: 8px 0 24px; }
h2 { font-size: 22px; letter-spacing: -0.01em; margin: 64px 0 16px; padding-top: 16px; border-top: 2px solid var(--text); }
h3 { font-size: 16px; margin: 32px 0 8px; }
h4 { font-size: 13px; margin: 20px 0 4px; color: var(--muted); }
p { margin: 0 0 12px; }
ul, ol { margin: 0 0 12px; padding-left: 20px; }
li { margin: 2px 0; }
.overline { font-size: 13px; color: var(--muted); margin: 0; }
.muted { color: var(--muted); }
.lead { font-size: 17px; line-height: 1.55; }
.prose { white-space: pre-line; unicode-bidi: plaintext; }
.particulars { display: grid; grid-template-columns: max-content 1fr; gap: 4px 24px; margin: 0 0 8px; font-size: 14px; }
.particulars dt { color: var(--muted); }
.particulars dd { margin: 0; unicode-bidi: plaintext; }
.answer { margin: 40px 0 0; border-top: 2px solid var(--text); }
.answer > div { display: grid; grid-template-columns: 168px 1fr; gap: 24px; padding: 20px 0; border-bottom: 1px solid var(--line); }
.answer .question { color: var(--muted); font-size: 13px; font-weight: 500; line-height: 1.5; letter-spacing: 0; margin: 4px 0 0; padding: 0; border: 0; }
.answer .statement { font-size: 21px; line-height: 1.35; font-weight: 600; letter-spacing: -0.01em; margin: 0 0 8px; text-wrap: pretty; }
.answer .open { color: var(--muted); font-weight: 500; }
nav { margin: 40px 0 0; font-size: 14px; }
nav ol { columns: 2; column-gap: 40px; padding-left: 24px; }
nav li, .names li { margin: 0; padding: 2px 0; break-inside: avoid; }
table { border-collapse: collapse; width: 100%; margin: 8px 0 16px; font-size: 13px; line-height: 1.45; }
th { text-align: left; font-weight: 500; color: var(--muted); border-bottom: 1px solid var(--edge); padding: 4px 12px 4px 0; vertical-align: bottom; }
td { border-bottom: 1px solid var(--line); padding: 6px 12px 6px 0; vertical-align: top; unicode-bidi: plaintext; text-align: left; }
th:last-child, td:last-child { padding-right: 0; }
th.number, td.number { text-align: right; white-space: nowrap; }
.number + :not(.number) { padding-left: 12px; }
th { overflow-wrap: normal; }
td { min-width: 4.5em; }
td:first-child { min-width: 8.5em; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
td.wide { min-width: 180px; }
.scroll { overflow-x: auto; position: relative; }
code, .hash { font: 400 12px/1.5 'JetBrains Mono Variable', ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace; }
pre { margin: 8px 0 16px; padding: 12px 16px; background: var(--sunken); border-radius: 6px; white-space: pre-wrap; }
figure { margin: 24px 0; }
figcaption { font-size: 13px; color: var(--muted); margin-bottom: 8px; }
figcaption strong { color: var(--text); font-weight: 600; }
figure svg { display: block; width: 100%; height: auto; }
svg text { paint-order: stroke; stroke: var(--surface); stroke-width: 3px; stroke-linejoin: round; font: 400 11px 'Inter Variable', Inter, system-ui, sans-serif; fill: var(--muted); font-variant-numeric: tabular-nums; }
.axis { stroke: var(--edge); stroke-width: 1; fill: none; }
.grid { stroke: var(--line); stroke-width: 1; fill: none; }
.window { fill: var(--accent); fill-opacity: 0.08; }
.rule { stroke: var(--warn); stroke-width: 1; stroke-dasharray: 4 3; fill: none; }
.band { fill: var(--series-1); fill-opacity: 0.32; stroke: var(--series-1); stroke-width: 0.8; stroke-linejoin: round; }
.trend { fill: none; stroke: var(--series-1); stroke-width: 1.4; stroke-linejoin: round; }
.bar { display: block; width: 100%; min-width: 72px; height: 10px; margin-top: 5px; }
.bar rect { fill: var(--bar); }
.slice-1 { fill: var(--series-1); } .slice-2 { fill: var(--series-2); } .slice-3 { fill: var(--series-3); }
.slice-4 { fill: var(--series-4); } .slice-5 { fill: var(--series-5); } .slice-6 { fill: var(--series-6); }
.slice-7 { fill: var(--series-7); } .slice-8 { fill: var(--series-8); }
.key { display: inline-block; width: 10px; height: 10px; margin-right: 8px; }
.state { white-space: nowrap; font-weight: 500; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
.cites { font-size: 13px; }
.claim { margin: 24px 0; padding-left: 16px; border-left: 3px solid var(--line); }
.support { margin-top: 20px; break-inside: avoid-page; }
.support figure { margin: 8px 0; }
.support p { margin: 0 0 4px; font-size: 13px; }
.claim > :last-child { margin-bottom: 0; }
.claim.toned-bad { border-left-color: var(--bad); }
.claim.toned-warn { border-left-color: var(--warn); }
.claim h3 { margin: 0 0 4px; }
.claim .facts { font-size: 13px; color: var(--muted); margin: 0 0 8px; }
.records > dl { padding: 8px 0; border-top: 1px solid var(--line); break-inside: avoid-page; }
.records > dl:last-child { border-bottom: 1px solid var(--line); }
.names { columns: 2; column-gap: 32px; font-size: 13px; padding-left: 0; list-style: none; }
h3 .state { font-size: 13px; color: var(--muted); margin-left: 8px; }
small.standing { display: block; } h3 small.standing { display: inline; }
.standing { font-size: 11px; font-weight: 400; color: var(--muted); }
p.standing { margin: 0 0 12px; }
.changed { border-left: 3px solid var(--warn); padding-left: 12px; }
.changed > p:first-child { margin: 0; font-size: 11px; font-weight: 500; color: var(--warn); }
.absent { margin-top: 12px; color: var(--muted); border-left: 3px solid var(--line); padding-left: 12px; }
.evidence { scroll-margin-top: 16px; }
:target { outline: 2px solid var(--accent); outline-offset: 8px; border-radius: 2px; }
footer { margin-top: 64px; padding-top: 16px; border-top: 1px solid var(--line); font-size: 12px; color: var(--muted); }
@media (max-width: 720px) {
  main { padding: 32px 20px 48px; }
  nav ol { columns: 1; }
  .answer > div { grid-template-columns: 1fr; gap: 4px; }
  .particulars { grid-template-columns: minmax(88px, max-content) minmax(0, 1fr); gap: 4px 16px; }
}
@media (max-width: 400px) {
  .particulars { grid-template-columns: 1fr; gap: 0; }
  .particulars dd { margin-bottom: 8px; }
  h1 { font-size: 26px; }
}
@page { size: A4; margin: 20mm 18mm 22mm; @bottom-right { content: counter(page) ' / ' counter(pages); font: 9pt sans-serif; color: #545c65; } }
@media print {
  :root { color-scheme: light; }
  html, body, main { background: #fff; }
  svg text { stroke: none; }
  body { font-size: 10pt; line-height: 1.5; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 24pt; }
  h2 { font-size: 15pt; margin-top: 28pt; break-after: avoid; }
  h3, h4, figcaption { break-after: avoid; }
  table { font-size: 8.5pt; }
  tr, figure, .answer > div { break-inside: avoid; }
  thead { display: table-header-group; }
  tbody tr:last-child:not(:first-child) { break-before: avoid; }
  footer { margin-top: 16pt; break-inside: avoid; break-before: avoid; }
  a { color: inherit; text-decoration: none; }
  .scroll { overflow: visible; }
  .first-page { break-after: page; }
  .answer { margin-top: 20pt; }
  .answer > div { padding: 12pt 0; }
  .answer .statement { font-size: 14pt; }
  nav { margin-top: 20pt; break-inside: avoid; }
  /* Short enough to stay on the first page. */
  nav ol { columns: 2; column-gap: 24pt; }
}
`;
