import type { DoraMetric, Gap, Report, SummaryLine, Unit } from './model.js';

/** The sentences at the top: what a reader who stops there should know. */
export function summaryOf({ platform, dora, sunset, escapes, dataQuality, firstDeploy, window }: Omit<Report, 'summary'>): SummaryLine[] {
  const lines: SummaryLine[] = [];
  const say = (section: SummaryLine['section'], text: string, kind: SummaryLine['kind'] = 'fact') => lines.push({ section, text, kind });
  if (platform.share.value !== null) {
    say('platform', `${count(platform.using)} of ${count(platform.eligible)} stacks are on the platform (${percent(platform.share.value)})${platform.unknown ? `; of ${count(platform.unknown)} it is not known` : ''}.`);
  }
  if (window === null) say('dora', 'No deployment events were given: nothing is said about delivery.', 'attention');
  for (const metric of dora.metrics) if (metric.gap) say('dora', gapInWords(metric, metric.gap), metric.gap.verdict === 'worse' ? 'attention' : 'fact');
  for (const { clock, arms } of firstDeploy) {
    if (arms?.on.median.value != null && arms.off.median.value !== null) say('firstDeploy', `A ${clock}'s first production deployment takes ${arms.on.median.value.toFixed(1)} days on the platform and ${arms.off.median.value.toFixed(1)} off it (medians).`);
  }
  const zombies = sunset.candidates.filter(({ kind }) => kind === 'zombie').map(({ capability }) => capability);
  if (zombies.length && platform.using > 0) say('sunset', `${zombies.length === 1 ? 'One capability is' : `${zombies.length} capabilities are`} used by nobody: ${zombies.join(', ')}.`, 'attention');
  if (escapes.overdue > 0) say('escapes', `${count(escapes.overdue)} escape${escapes.overdue === 1 ? ' is' : 's are'} past the review date.`, 'attention');
  if (dataQuality.events.setAside > 0) say('dataQuality', `${count(dataQuality.events.setAside)} of ${count(dataQuality.events.read)} events were set aside.`, 'attention');
  return lines;
}

function gapInWords({ name, unit }: DoraMetric, { difference, interval, verdict }: Gap): string {
  const range = interval.low === null || interval.high === null ? '' : ` (${amount(interval.low, unit)} to ${amount(interval.high, unit)})`;
  switch (verdict) {
    case 'not enough to judge': return `${name}: too few teams or deployments to compare on and off the platform.`;
    case 'unclear': return `${name}: no clear difference between on and off the platform${range}.`;
    default: return `${name} is ${verdict} on the platform, by ${amount(difference, unit)}${range}.`;
  }
}

function amount(value: number, unit: Unit): string {
  return unit === 'share' ? `${(value * 100).toFixed(1)} points` : `${value.toFixed(1)} ${unit}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function count(n: number): string {
  return n.toLocaleString('en');
}
