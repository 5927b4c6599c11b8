import { stringify } from 'yaml';
import { addressOf } from '../assembly/stack.js';
import { compare } from './units.js';
import type { Catalog, Placed } from './entities.js';

/** Text files by their paths. */
export type Files = ReadonlyMap<string, string>;

/** A TechDocs site for each system. Each construct has a page with its decisions, alarms and escapes. */
export function techdocsOf({ systems, placed }: Catalog): Files {
  const files = new Map<string, string>();
  for (const [system, title] of systems) {
    const own = placed.filter(each => each.system === system).sort((a, b) => compare(a.name, b.name));
    // A component and a resource with the same name share a page.
    const pages = [...new Set(own.map(({ name }) => name))];
    files.set(
      `docs/${system}/mkdocs.yml`,
      stringify({
        site_name: title,
        docs_dir: 'docs',
        nav: [{ Overview: 'index.md' }, ...pages.map(name => ({ [name]: `${name}.md` }))],
        plugins: ['techdocs-core'],
      }),
    );
    files.set(`docs/${system}/docs/index.md`, overview(title, own));
    for (const name of pages)
      files.set(
        `docs/${system}/docs/${name}.md`,
        own
          .filter(each => each.name === name)
          .map(pageOf)
          .join('\n'),
      );
  }
  return files;
}

function overview(title: string, own: readonly Placed[]): string {
  const { manifest } = own[0]!.unit;
  const origin =
    `Written by \`goldenpath catalog\` from what was synthesised: edition ${manifest.edition}, goldenpath ` +
    `${manifest.packageVersion}${manifest.organization === null ? '' : `, for ${text(manifest.organization)}`}.`;
  return `# ${text(title)}

${origin}

${table(
  ['', 'what', 'owner', 'uses', 'alarms', 'escapes'],
  own.map(({ name, unit, owner }) => [
    `[${name}](${name}.md)`,
    `${unit.entry.capability} ${unit.entry.version}`,
    text(owner),
    text(unit.uses.map(({ id, access }) => `${id} (${access})`).join(', ')),
    String(alarmsOf(unit).length),
    String(escapesOf(unit).length),
  ]),
)}`;
}

function pageOf({ name, unit, owner }: Placed): string {
  const { entry, manifest } = unit;
  const alarms = alarmsOf(unit);
  const escapes = escapesOf(unit);
  const decisions = (who: string) => entry.decisions.filter(({ decidedBy }) => decidedBy === who);
  const groups = ['app team', 'platform team', 'golden path']
    .map(who => ({ who, decided: decisions(who) }))
    .filter(({ decided }) => decided.length > 0);
  const about =
    `${text(unit.id)}: ${entry.capability}, version ${entry.version} (${entry.stage}); owner: ${text(owner)}. As it ` +
    `is in ${manifest.tier}, edition ${manifest.edition}.`;
  const environments = unit.environments.map(({ stack, tier }) => `${text(stack)} (${tier})`);
  return `# ${name}

${about}

${unit.environments.length > 1 ? `Deployed as ${environments.join(', ')}.\n\n` : ''}## Alarms

${
  alarms.length === 0
    ? 'It has none.\n'
    : table(
        ['alarm', 'rings when', 'what it means, and what to do'],
        alarms.map(({ slot, condition, description }) => [slot, condition, text(description)]),
      )
}
## Decisions

${groups
  .map(
    ({ who, decided }) =>
      `### By the ${who}\n\n${table(
        ['decision', 'value', 'why'],
        decided.map(({ name: decision, value, because }) => [decision.split('.')[1]!, code(value), text(because)]),
      )}`,
  )
  .join('\n')}
## Escapes

${
  escapes.length === 0
    ? 'None: it is on the path.\n'
    : table(
        ['slot', 'properties', 'reason', 'answers for it', 'review by'],
        escapes.map(({ slot, kind, properties, reason, owner: who, reviewBy }) => [
          slot,
          properties.map(code).join(', '),
          kind === 'unrecorded' ? 'unrecorded: nobody said why' : text(reason ?? ''),
          text(who ?? entry.owner ?? ''),
          reviewBy ?? '',
        ]),
      )
}`;
}

export interface AlarmRead {
  readonly slot: string;
  readonly description: string;
  readonly condition: string;
}

/** The alarms of a construct, from the template. */
export function alarmsOf({ entry, template, stack: { engine } }: Placed['unit']): AlarmRead[] {
  return entry.resources
    .filter(({ type }) => /^(AWS::CloudWatch::Alarm|aws_cloudwatch_metric_alarm)$/.test(type))
    .map(resource => {
      const body = template[addressOf(engine, resource)]?.body ?? {};
      const of = (name: string) => body[name] ?? body[name.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase()];
      const operator: { [name: string]: string } = {
        GreaterThanOrEqualToThreshold: '≥',
        GreaterThanThreshold: '>',
        LessThanThreshold: '<',
        LessThanOrEqualToThreshold: '≤',
      };
      const queries = (of('Metrics') ?? body.metric_query ?? []) as any[];
      const result = queries.find(each => each.ReturnData ?? each.return_data) ?? {};
      const measured = of('MetricName') ?? result.Label ?? result.label ?? 'its expression';
      const periods = of('EvaluationPeriods');
      const points = of('DatapointsToAlarm') ?? periods;
      const seconds = Number(
        of('Period') ??
          queries
            .map(each => each.MetricStat?.Period ?? each.metric?.[0]?.period ?? each.metric?.period)
            .find(Boolean) ??
          60,
      );
      const statistic = of('ExtendedStatistic') ?? of('Statistic');
      return {
        slot: resource.slot,
        description: typeof of('AlarmDescription') === 'string' ? (of('AlarmDescription') as string) : '',
        condition: text(
          `${measured}${statistic === undefined ? '' : ` (${statistic})`} ` +
            `${operator[String(of('ComparisonOperator'))] ?? of('ComparisonOperator')} ${of('Threshold')}, in ` +
            `${points} of ${periods} periods of ${seconds} s`,
        ),
      };
    });
}

function escapesOf({ entry }: Placed['unit']) {
  return entry.escapes.filter(({ kind }) => kind !== 'organization-policy');
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  return [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |\n`).join('');
}

/** Escapes a text for a table cell in Markdown. */
function text(value: string): string {
  return value
    .replace(/\s+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]|]/g, '\\$&')
    .trim();
}

function code(value: unknown): string {
  const written = (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')).replace(/\s+/g, ' ');
  // In code, a backtick and a bar cannot be escaped.
  return /[`|]/.test(written) ? text(written) : `\`${written === '' ? '""' : written}\``;
}
