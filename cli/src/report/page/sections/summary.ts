import type { Report, Source } from '../../model.js';
import { markup, type Markup } from '../html.js';
import { counted, day, moment } from '../numbers.js';
import { anchorOf, basis, detailFile, list, paragraph } from '../parts.js';

export function header({ organization, asOf, window }: Report): Markup {
  const deliveries = window
    ? `Deliveries from ${day(window.from)} to ${day(window.to)} (${counted(window.days, 'day')}).`
    : 'No deployment events were read: nothing about delivery is measured.';
  return markup`<header>
<p class="eyebrow">Golden path report</p>
<h1>${organization ?? 'The platform'}</h1>
<p class="dateline">As of ${moment(asOf)}. ${deliveries}</p>
</header>
`;
}

/** The most important results, then, set apart, the findings that somebody should look at. */
export function summary({ summary: lines }: Report): Markup {
  const list = (kind: 'fact' | 'attention') =>
    lines
      .filter(line => line.kind === kind)
      .map(({ section, text }) => markup`<li><a href="#${anchorOf(section)}">${text}</a></li>`);
  const facts = list('fact');
  const attention = list('attention');
  const lead =
    facts.length > 0
      ? markup`<ul class="facts">${facts}</ul>`
      : markup`<p class="lead">There is nothing to sum up yet.</p>`;
  return markup`<section id="summary" aria-labelledby="summary-heading">
<h2 id="summary-heading">In short</h2>
${lead}
${attention.length > 0 && markup`<div class="look"><h3>Somebody should look at</h3><ul>${attention}</ul></div>`}
</section>
`;
}

const FORMATS = {
  cdevents: 'CDEvents',
  github: 'GitHub deployments',
  cloudformation: 'CloudFormation',
  ecs: 'Amazon ECS',
  normalised: 'normalised events',
} as const;

/** The largest number of sources in the list. */
const SOURCES = 30;

function sourceItem({ kind, name, read, format }: Source): Markup {
  const unit = kind === 'events' ? 'event' : kind === 'manifests' ? 'manifest' : 'stack';
  const details = basis(`${format ? FORMATS[format] : kind}, ${counted(read, unit)}`);
  return markup`<li><span class="name">${name}</span> ${details}</li>`;
}

export function footer({ sources, program, madeAt }: Report): Markup {
  const list =
    sources.length === 0
      ? markup`<p>Nothing.</p>`
      : markup`<ul class="sources">${sources.slice(0, SOURCES).map(sourceItem)}</ul>`;
  const others =
    sources.length > SOURCES &&
    paragraph(
      'rest',
      `And ${counted(sources.length - SOURCES, 'more source', 'more sources')}; `,
      detailFile('all'),
      ' has all.',
    );
  const computedBy = `${program.name} ${program.version}, on ${moment(madeAt)}`;
  const intervalText =
    'An interval says between which values the true one lies, in so many of 100 cases as stand beside it.';
  return markup`<footer>
<h2>What was read</h2>
${list}
${others}
<p>Everything on this page was computed from these, by ${computedBy}. The same as data: ${detailFile('all')}.</p>
<p>${intervalText} <i>n</i> is how many observations a number is made from.</p>
</footer>
`;
}
