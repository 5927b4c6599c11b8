import { MetricProps } from '../alarm/alarm';

/**
 * A dashboard is 24 columns wide.
 *
 * @internal
 */
export const DASHBOARD_WIDTH = 24;

const HALF = DASHBOARD_WIDTH / 2;
const HEIGHT = 6;
/** The rows of the heading and of the alarms. */
const BELOW_HEADING = 5;

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
 * One page for the person on call: is it broken, for whom, since when, and what do its logs say. The graphs stand two
 * in a row.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 * @internal
 */
export function dashboard(subject: DashboardSubject, graphs: DashboardGraph[]) {
  const { alarmArns, region } = subject;
  const rows = Math.ceil(graphs.length / 2);
  return {
    widgets: [
      headingOf(subject),
      ...(alarmArns.length ? [alarmsOf(alarmArns)] : []),
      ...graphs.map((graph, index) => graphOf(graph, index, region)),
      lastErrorsOf(subject, BELOW_HEADING + rows * HEIGHT),
    ],
  };
}

function headingOf({ name, owner, tier }: DashboardSubject) {
  return {
    type: 'text',
    x: 0,
    y: 0,
    width: DASHBOARD_WIDTH,
    height: 2,
    properties: { markdown: `# ${name}\nOwner: **${owner}** · environment: **${tier}**` },
  };
}

function alarmsOf(alarms: string[]) {
  return { type: 'alarm', x: 0, y: 2, width: DASHBOARD_WIDTH, height: 3, properties: { title: 'Alarms', alarms } };
}

function graphOf({ title, lines, more }: DashboardGraph, index: number, region: string) {
  return {
    type: 'metric',
    x: (index % 2) * HALF,
    y: BELOW_HEADING + Math.floor(index / 2) * HEIGHT,
    width: HALF,
    height: HEIGHT,
    properties: { title, region, view: 'timeSeries', stacked: false, period: 60, metrics: lines, ...more },
  };
}

function lastErrorsOf({ region, logGroupName }: DashboardSubject, y: number) {
  const query =
    `SOURCE '${logGroupName}' | fields @timestamp, @message | filter @message like ` +
    '/(?i)(error|exception|fatal)/ | sort @timestamp desc | limit 50';
  return {
    type: 'log',
    x: 0,
    y,
    width: DASHBOARD_WIDTH,
    height: HEIGHT,
    properties: { title: 'The last errors', region, view: 'table', query },
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
