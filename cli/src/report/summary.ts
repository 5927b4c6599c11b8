import type { DoraMetric, Gap, Report, SummaryLine } from './model.js';
import { compared, count, direction, measured, money, percent, shownAs } from './page/numbers.js';

/** The sentences at the top of the page: the most important results. */
export function summaryOf({
  platform,
  dora,
  sunset,
  escapes,
  dataQuality,
  firstDeploy,
  value,
  window,
}: Omit<Report, 'summary'>): SummaryLine[] {
  const lines: SummaryLine[] = [];
  const say = (section: SummaryLine['section'], text: string, kind: SummaryLine['kind'] = 'fact') =>
    lines.push({ section, text: text.replaceAll('\u00a0', ' '), kind });
  if (platform.share.value !== null) {
    say(
      'platform',
      `${count(platform.using)} of ${count(platform.eligible)} stacks are on the platform ` +
        `(${percent(platform.share.value)})` +
        `${platform.unknown ? `; of ${count(platform.unknown)} it is not known` : ''}.`,
    );
  }
  if (window === null) say('dora', 'No deployment events were given: nothing is said about delivery.', 'attention');
  for (const metric of dora.metrics)
    if (metric.gap) say('dora', gapInWords(metric, metric.gap), metric.gap.verdict === 'worse' ? 'attention' : 'fact');
  if (dora.metrics.some(({ gap }) => gap?.verdict === 'better' || gap?.verdict === 'worse'))
    say(
      'dora',
      'Teams chose themselves whether to be on the platform: these are differences between teams, and no measure ' +
        'of what the platform does.',
    );
  for (const { clock, arms } of firstDeploy) {
    const medians = [arms?.on.median, arms?.off.median];
    const [on, off] = medians.map(each => (each?.judged ? each.value : null));
    if (on == null || off == null) continue;
    const shown = shownAs('days', on, off);
    say(
      'firstDeploy',
      `A ${clock}'s first production deployment takes ${measured({ value: on, interval: null }, shown)!.value} on ` +
        `the platform and ${measured({ value: off, interval: null }, shown)!.value} off it (medians).`,
    );
  }
  const { perYear, currency } = value.inUnits;
  if (perYear?.p10 != null && perYear.p50 !== null && perYear.p90 !== null)
    say(
      'value',
      `By the inputs that were given, the platform is worth ${money(perYear.p50, currency)} a year after its cost ` +
        `(P10 ${money(perYear.p10, currency)}, P90 ${money(perYear.p90, currency)}).`,
    );
  const zombies = sunset.candidates.filter(({ kind }) => kind === 'zombie').map(({ capability }) => capability);
  if (zombies.length && platform.using > 0)
    say(
      'sunset',
      `${zombies.length === 1 ? 'One capability is' : `${zombies.length} capabilities are`} used by nobody: ` +
        `${zombies.join(', ')}.`,
      'attention',
    );
  if (escapes.overdue > 0)
    say(
      'escapes',
      `${count(escapes.overdue)} escape${escapes.overdue === 1 ? ' is' : 's are'} past the review date.`,
      'attention',
    );
  const [first] = escapes.demand;
  if (first && first.teams.length > 1)
    say(
      'escapes',
      `${first.teams.length} teams leave the path for the same, ${first.what}. ${first.change}`,
      'attention',
    );
  // Events that are set aside on purpose are not a problem.
  const problems = dataQuality.findings.filter(({ kind }) => kind === 'attention');
  if (problems.length > 0)
    say(
      'dataQuality',
      'There is something to look at in the data: ' +
        `${problems.map(({ title, count: times }) => `${lowerFirst(title)} (${count(times)})`).join('; ')}.`,
      'attention',
    );
  return lines;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function gapInWords({ name, unit, all, arms }: DoraMetric, { difference, interval, verdict }: Gap): string {
  if (verdict === 'not enough to judge')
    return `${name}: too few teams or deployments to compare on and off the platform.`;
  const { size, interval: range } = compared(
    difference,
    interval,
    unit,
    shownAs(unit, all.value, arms.on.value, arms.off.value),
  );
  const bounds = `${percent(interval.level)} interval ${range}`;
  return verdict === 'unclear'
    ? `${name}: no clear difference between on and off the platform (${bounds}).`
    : `${name} is ${verdict} on the platform: ${size} ${direction(unit, difference)} (${bounds}).`;
}
