import { Markup } from './html.js';

// A line that ends with a backslash continues in the next line: the page has both as one line.

const SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', sans-serif";
const MONO = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/** The colours of the light scheme. */
const LIGHT = `
--page: #fbfbf9; --shade: rgb(27 33 39 / 18%); --surface: #ffffff; --ink: #1b2127; --muted: #57616b; \
--line: #dcdfda; --grid: #c9cec8;
--on: #1d5ea8; --off: #a94f0c; --all: #59636d; --on-soft: #dbe8f6; --off-soft: #f7e3d3; --all-soft: #e6e9ec;
--good: #14683f; --good-soft: #dff2e6; --bad: #a3261b; --bad-soft: #fbe4e1; --attention: #6b4700; \
--attention-soft: #fbf0d6;`;

/** The colours of the dark scheme. */
const DARK = `
--page: #14171a; --shade: rgb(0 0 0 / 70%); --surface: #1b1f24; --ink: #e6e9ec; --muted: #a3adb7; --line: #30363d; \
--grid: #464e57;
--on: #7ab4f2; --off: #f2a66a; --all: #a9b3bd; --on-soft: #1d3550; --off-soft: #46301f; --all-soft: #2b3138;
--good: #7bd5a2; --good-soft: #173526; --bad: #ff9c92; --bad-soft: #452320; --attention: #f2d38a; \
--attention-soft: #382d12;`;

/** The style sheet of the page. The dark colours are for screens only; paper has the light ones. */
export const STYLE: Markup = new Markup(`
:root { color-scheme: light dark; ${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root { ${DARK} } }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.55 ${SANS}; overflow-wrap: anywhere; }
a { color: var(--on); text-underline-offset: .18em; text-decoration-thickness: .06em; }
a:hover { text-decoration-thickness: .12em; }
:focus-visible { outline: 2px solid var(--on); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: .5rem; background: var(--page); padding: .3rem .6rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

header, nav, main, footer { max-width: 62rem; margin-inline: auto; padding-inline: 1.25rem; }
header { padding-top: 2.5rem; }
.eyebrow { margin: 0; color: var(--muted); font-size: .8rem; font-weight: 600; letter-spacing: .08em; \
text-transform: uppercase; }
h1 { margin: .1rem 0 .4rem; font-size: clamp(2rem, 6vw, 3rem); line-height: 1.1; letter-spacing: -.02em; \
font-weight: 680; }
.dateline { margin: 0; color: var(--muted); }
nav ol { list-style: none; margin: 1.5rem 0 0; padding: .9rem 0; border-block: 1px solid var(--line); \
display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; font-size: .9rem; }
nav a { display: inline-block; padding-block: .15rem; text-decoration: none; }
nav a:hover { text-decoration: underline; }
section { margin-top: 4rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
#summary { margin-top: 0; border: 0; }
h2 { margin: 0 0 .6rem; font-size: .95rem; font-weight: 640; color: var(--muted); }
h3 { margin: 2.5rem 0 .5rem; font-size: 1.1rem; line-height: 1.3; font-weight: 650; }
p { margin: .5rem 0; max-width: 46rem; }
.lead { margin: 0 0 .75rem; font-size: clamp(1.25rem, 3.2vw, 1.6rem); line-height: 1.32; letter-spacing: -.01em; \
text-wrap: pretty; }
.lead .none { font-size: inherit; }
strong { font-weight: 680; }
code { font: .88em/1.4 ${MONO}; }
.basis, .note, .rest { color: var(--muted); font-size: .875rem; line-height: 1.5; }
p.basis { max-width: 50rem; }
.none { color: var(--muted); font-style: italic; font-weight: 400; font-size: .875rem; }
.name { font-weight: 550; }

.facts { list-style: none; margin: 0; padding: 0; display: grid; gap: .55rem; \
font-size: clamp(1.15rem, 3vw, 1.4rem); line-height: 1.35; letter-spacing: -.01em; max-width: 46rem; }
.facts a, .look a { color: inherit; text-decoration: none; }
.facts a:hover, .look a:hover { text-decoration: underline; }
.facts a::after { content: '\\00a0\\2193' / ''; color: var(--on); font-size: .8em; }
.look { margin-top: 1.75rem; padding: .9rem 1.25rem 1rem; background: var(--attention-soft); border-radius: 8px; \
max-width: 46rem; }
.look h3 { margin: 0 0 .3rem; color: var(--attention); font-size: .95rem; }
.look ul { margin: 0; padding-left: 1.1rem; }
.look a::after { content: '\\00a0\\2193' / ''; color: var(--attention); font-size: .8em; }
.warning { margin: .9rem 0; padding: .6rem 0 .6rem 1rem; border-left: 3px solid var(--attention); max-width: 46rem; }
.formula { padding: .8rem 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; \
font: .9rem/1.6 ${MONO}; max-width: none; }

.chip { display: inline-block; padding: .05rem .5rem; border-radius: 999px; font-size: .78rem; line-height: 1.5; \
font-weight: 600; white-space: nowrap; }
.chip.good { color: var(--good); background: var(--good-soft); }
.chip.bad { color: var(--bad); background: var(--bad-soft); }
.chip.attention { color: var(--attention); background: var(--attention-soft); }
.chip.quiet { color: var(--muted); background: var(--all-soft); }

.scroll { overflow-x: auto; margin: 1rem 0; background:
  linear-gradient(to right, var(--page) 30%, transparent) 0 0 / 2.5rem 100% no-repeat local,
  linear-gradient(to left, var(--page) 30%, transparent) 100% 0 / 2.5rem 100% no-repeat local,
  linear-gradient(to right, var(--shade), transparent) 0 0 / .9rem 100% no-repeat scroll,
  linear-gradient(to left, var(--shade), transparent) 100% 0 / .9rem 100% no-repeat scroll; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.4; \
font-variant-numeric: tabular-nums; overflow-wrap: normal; }
caption { text-align: left; font-weight: 650; font-size: 1rem; padding: .75rem 0 .4rem; }
caption.unseen { position: absolute; }
th, td { text-align: left; vertical-align: top; padding: .55rem 1.1rem .55rem 0; font-weight: inherit; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-size: .8rem; line-height: 1.3; font-weight: 600; vertical-align: bottom; \
padding-block: .3rem .4rem; border-bottom: 1px solid var(--grid); }
tbody tr { border-bottom: 1px solid var(--line); }
tbody tr:last-child { border-bottom: 0; }
th.number, td.number { text-align: right; }
td.number { white-space: nowrap; }
thead th.number { min-width: 5.5rem; }
.whole { white-space: nowrap; }
th.name, td.name { min-width: 9rem; max-width: 16rem; overflow-wrap: anywhere; }
th.words, td.words { min-width: 9.5rem; max-width: 24rem; overflow-wrap: anywhere; }
td .basis, th .basis { display: block; font-size: .8rem; font-weight: 400; }
.basis .name { font-weight: inherit; }
td.with-bar { min-width: 11rem; }
.bar .basis { display: inline !important; }
td.over-time { min-width: 11.5rem; }
.five td { min-width: 12.5rem; }
td .value { display: block; font-size: 1.02rem; }
ul.plain { list-style: none; margin: 0; padding: 0; display: grid; gap: .3rem; }
.bar { display: flex; align-items: center; gap: .6rem; white-space: nowrap; }
.track { position: relative; flex: 0 0 6.5rem; height: 8px; background: var(--all-soft); border-radius: 4px; }
.track i { display: block; height: 100%; border-radius: 4px; background: var(--on); }
.track.off i { background: var(--off); }
.track.all i { background: var(--all); }
.track b { position: absolute; top: 3px; height: 2px; background: var(--ink); box-shadow: 0 0 0 1px var(--page); }
.heats td { text-align: center; padding: 2px; }
.heats thead th + th { text-align: center; padding-inline: .4rem; }
.heats tbody tr { border: 0; }
.heats tbody th { vertical-align: middle; padding-block: 2px; }
.tiers .track { flex-basis: 3.5rem; }
.tiers td.with-bar { min-width: 7.5rem; }
.heats th.name { min-width: 11rem; }
.heats td { vertical-align: middle; }
.heats.many thead th + th { padding-inline: 0; }
.heats.many thead th + th span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 10rem; \
overflow-wrap: anywhere; text-align: left; }
.heats.many .heat { min-width: 2.1rem; padding-inline: .15rem; font-size: .8rem; }
.heat { display: block; position: relative; min-width: 3.6rem; padding: .35rem .3rem; border-radius: 4px; }
.heat[data-share='0'] { box-shadow: inset 0 0 0 1px var(--line); }
.heat[data-share='1'] { background: color-mix(in srgb, var(--on) 14%, var(--page)); }
.heat[data-share='2'] { background: color-mix(in srgb, var(--on) 26%, var(--page)); }
.heat[data-share='3'] { background: color-mix(in srgb, var(--on) 40%, var(--page)); }
.heat[data-share='4'] { background: var(--on); color: var(--page); }

figure { margin: 1.5rem 0 1rem; }
figcaption { font-weight: 650; margin-bottom: .35rem; max-width: 46rem; }
figure.half figcaption { font-size: .875rem; color: var(--muted); font-weight: 600; }
.plot { display: block; max-width: 100%; height: auto; font: 12px ${SANS}; font-variant-numeric: tabular-nums; \
overflow: visible; }
.plot text { white-space: pre; }
td .plot { margin: 0; }
.narrow { display: none; }
@media (max-width: 47rem) { .wide { display: none; } .narrow { display: block; } }
.legend { list-style: none; margin: 0 0 .4rem; padding: 0; display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; \
font-size: .85rem; }
.swatch { display: inline-block; width: 1.4rem; vertical-align: .22em; margin-right: .45rem; \
border-top: 2.5px solid var(--all); }
.swatch.on { border-color: var(--on); }
.swatch.off { border-color: var(--off); border-top-style: dashed; }
details { margin: .75rem 0; font-size: .9rem; }
summary { cursor: pointer; color: var(--muted); width: fit-content; max-width: 100%; }
summary:hover { color: var(--ink); }
dl { margin: .5rem 0; max-width: 50rem; }
dt { font-weight: 600; }
dd { margin: 0 0 .5rem; }
.method { font-size: .875rem; display: grid; grid-template-columns: auto 1fr; gap: .35rem 1rem; }
.method dt { color: var(--muted); }
.method dd { margin: 0; }
.method .value { font-size: 1rem; margin-right: .4rem; }
.method .basis + .basis::before { content: ', '; margin-left: -.25em; }
.metrics { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(25rem, 100%), 1fr)); gap: 0 3rem; \
margin-top: 1rem; }
.metrics figure { margin: .25rem 0 .75rem; }
.metrics article { border-top: 1px solid var(--line); padding-bottom: 1.5rem; }
.metrics h3 { margin-top: 1rem; }
.stats { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); gap: 1.25rem 2rem; \
margin: 1.25rem 0; }
.stat { border-top: 3px solid var(--all); padding-top: .5rem; }
.stat.on { border-color: var(--on); }
.stat.off { border-color: var(--off); border-top-style: dashed; }
.stat-name { margin: 0; color: var(--muted); font-size: .875rem; font-weight: 600; }
.stat .value { display: block; font-size: 1.6rem; line-height: 1.3; letter-spacing: -.01em; }
.stat .none { display: block; font-size: 1.05rem; padding-block: .3rem; }
.stat .basis .none { display: inline; font-size: inherit; }
.stat .basis { display: block; }
footer { margin-top: 4.5rem; padding-block: 1.5rem 3rem; font-size: .9rem; }
footer::before { content: ''; display: block; border-top: 1px solid var(--line); margin-bottom: 1.5rem; }
.sources { margin: 0; padding-left: 1.1rem; }

@media (max-width: 30rem) { .track { flex-basis: 4rem; } td.with-bar { min-width: 8rem; \
} th.name, td.name { min-width: 7.5rem; } }

@page { margin: 16mm 14mm; }
@media print {
  html { font-size: 12px; }
  body { background: none; }
  header, nav, main, footer { max-width: none; padding-inline: 0; }
  header { padding-top: 0; }
  nav, .skip, figure details, summary { display: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
  section { margin-top: 1.6rem; padding-top: .8rem; }
  .facts a::after, .look a::after { display: none; }
  .scroll { background: none; }
  .track { flex-basis: 3rem; }
  .heat { min-width: 0 !important; }
  .heats.many .heat { font-size: .62rem; padding: .2rem 0; }
  .whole, .chip, .bar { white-space: normal; }
  .metrics { grid-template-columns: 1fr 1fr; gap: 0 1.5rem; }
  .plot { max-height: 60mm; }
  h2, h3, caption, figcaption, .lead { break-after: avoid; }
  figure, tr, .stat, .metrics article, .look { break-inside: avoid; }
  thead { display: table-header-group; break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  .scroll { overflow: visible; }
  th, td { padding-right: .6rem; min-width: 0 !important; overflow-wrap: anywhere; }
  th.number, td.number { white-space: normal; }
  thead th.number { min-width: 5.8rem !important; }
  .wide { display: block; } .narrow { display: none; }
  .track, .track i, .track b, .heat, .chip, .swatch, .look, .formula { print-color-adjust: exact; \
-webkit-print-color-adjust: exact; }
  a { color: inherit; }
}
`);
