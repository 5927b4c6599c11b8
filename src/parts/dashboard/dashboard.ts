import { MetricProps } from '../alarm/alarm';

/**
 * A dashboard is 24 columns wide.
 *
 * @internal
 */
export const DASHBOARD_WIDTH = 24;

const HALF = DASHBOARD_WIDTH / 2;
const HEIGHT = 6;

/**
 * The capability that a dashboard is about, and the alarms and logs that it shows.
 *
 * @internal
 */
export interface DashboardSubject {
  readonly name: string;
  readonly owner: string;
  readonly tier: string;
  readonly region: string;
  readonly alarmArns: string[];
  readonly logGroupName: string;
}

/**
 * One graph: its title, its lines (see `line`), and further properties of CloudWatch's.
 *
 * @internal
 */
export interface DashboardGraph {
  readonly title: string;
  readonly lines: any[];
  readonly more?: object;
}

/**
 * One page for the person on call: is it broken, for whom, since when, and what do its logs say. The graphs stand two in
 * a row.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 * @internal
 */
export function dashboard(
  { name, owner, tier, region, alarmArns, logGroupName }: DashboardSubject,
  graphs: DashboardGraph[],
) {
  const rows = Math.ceil(graphs.length / 2);
  return {
    widgets: [
      {
        type: 'text',
        x: 0,
        y: 0,
        width: DASHBOARD_WIDTH,
        height: 2,
        properties: { markdown: `# ${name}\nOwner: **${owner}** · environment: **${tier}**` },
      },
      ...(alarmArns.length
        ? [
            {
              type: 'alarm',
              x: 0,
              y: 2,
              width: DASHBOARD_WIDTH,
              height: 3,
              properties: { title: 'Alarms', alarms: alarmArns },
            },
          ]
        : []),
      ...graphs.map(({ title, lines, more }, index) => ({
        type: 'metric',
        x: (index % 2) * HALF,
        y: 5 + Math.floor(index / 2) * HEIGHT,
        width: HALF,
        height: HEIGHT,
        properties: { title, region, view: 'timeSeries', stacked: false, period: 60, metrics: lines, ...more },
      })),
      {
        type: 'log',
        x: 0,
        y: 5 + rows * HEIGHT,
        width: DASHBOARD_WIDTH,
        height: HEIGHT,
        properties: {
          title: 'The last errors',
          region,
          view: 'table',
          query:
            `SOURCE '${logGroupName}' | fields @timestamp, @message | filter @message like ` +
            '/(?i)(error|exception|fatal)/ | sort @timestamp desc | limit 50',
        },
      },
    ],
  };
}

/**
 * One line of a graph.
 *
 * @internal
 */
export function line(metric: MetricProps, label: string, more: object = {}): any[] {
  return [
    metric.namespace,
    metric.name,
    ...Object.entries(metric.dimensions).flat(),
    { label, stat: metric.statistic, ...more },
  ];
}
