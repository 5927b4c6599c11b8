import type { Report } from '../../model.js';
import { markup, type Markup } from '../html.js';
import { counted, day, moment } from '../numbers.js';
import { anchorOf, detailFile } from '../parts.js';

export function header({ organization, asOf, window, program, madeAt }: Report): Markup {
  return markup`<header>
<p class="eyebrow">Golden path report</p>
<h1>${organization ?? 'The platform'}</h1>
<p class="dateline">As of ${moment(asOf)}. ${window ? markup`Deliveries from ${day(window.from)} to ${day(window.to)} (${counted(window.days, 'day')}).` : 'No deployment events were read: nothing about delivery is measured.'}</p>
</header>
`;
}

/** What the page says, in the fewest words: what somebody should look at comes last, set apart. */
export function summary({ summary: lines }: Report): Markup {
  const list = (kind: 'fact' | 'attention') =>
    lines
      .filter(line => line.kind === kind)
      .map(({ section, text }) => markup`<li><a href="#${anchorOf(section)}">${text}</a></li>`);
  const facts = list('fact');
  const attention = list('attention');
  return markup`<section id="summary" aria-labelledby="summary-heading">
<h2 id="summary-heading">In short</h2>
${facts.length > 0 ? markup`<ul class="facts">${facts}</ul>` : markup`<p class="lead">There is nothing to sum up yet.</p>`}
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

export function footer({ sources, program, madeAt }: Report): Markup {
  const most = 30;
  return markup`<footer>
<h2>What was read</h2>
${sources.length === 0 ? markup`<p>Nothing.</p>` : markup`<ul class="sources">${sources.slice(0, most).map(({ kind, name, read, format }) => markup`<li><span class="name">${name}</span> <span class="basis">${format ? FORMATS[format] : kind}, ${counted(read, kind === 'events' ? 'event' : kind === 'manifests' ? 'manifest' : 'stack')}</span></li>`)}</ul>`}
${sources.length > most && markup`<p class="rest">And ${counted(sources.length - most, 'more source', 'more sources')}; ${detailFile('all')} has all.</p>`}
<p>Everything on this page was computed from these, by ${program.name} ${program.version}, on ${moment(madeAt)}. The same as data: ${detailFile('all')}.</p>
<p>An interval says between which values the true one lies, in so many of 100 cases as stand beside it. <i>n</i> is how many observations a number is made from.</p>
</footer>
`;
}
