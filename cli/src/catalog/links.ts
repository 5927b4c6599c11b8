import { readFileSync } from 'node:fs';
import { UnreadableInputError } from '../errors.js';
import { addressOf } from '../assembly/stack.js';
import type { Deployment } from './deployment.js';
import type { Link } from './entity.js';
import type { Unit } from './units.js';

/** The file of `cdk deploy --outputs-file`: values by stack and output. */
export interface Outputs {
  readonly [stackName: string]: { readonly [key: string]: unknown };
}

/** Reads the file of outputs. */
export function readOutputs(file: string): Outputs {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw unreadable(file, (error as Error).message);
  }
  if (
    typeof value !== 'object' ||
    value === null ||
    Object.values(value).some(each => typeof each !== 'object' || each === null)
  )
    throw unreadable(file, 'it has no stacks with outputs');
  return value as Outputs;
}

function unreadable(file: string, why: string): UnreadableInputError {
  return new UnreadableInputError({
    what: `The file of outputs cannot be read: ${why}.`,
    where: file,
    hint: 'Give the file that cdk deploy --outputs-file wrote.',
    page: 'guides/catalog.md',
  });
}

/** The known URLs of a construct. */
export function urlsOf(unit: Unit, outputs: Outputs): string[] {
  return known(unit.deployment, outputs)
    .filter(({ value }) => isOf(value, unit))
    .flatMap(({ url }) => url ?? []);
}

/** The links of a construct: its URLs, its dashboards, its stack and its runbook. */
export function linksOf(unit: Unit, outputs: Outputs, runbook: string | undefined): Link[] {
  return [
    ...urlsOf(unit, outputs).map(addressLink),
    ...dashboardsOf(unit),
    ...stackLink(unit.deployment),
    ...(runbook === undefined
      ? []
      : [{ url: runbook, title: 'What to do when an alarm rings', icon: 'docs', type: 'runbook' }]),
  ];
}

/** The links of a stack: its console page, and the URLs in outputs that belong to no construct. */
export function systemLinks(units: readonly Unit[], outputs: Outputs): Link[] {
  const [first] = units;
  if (!first) return [];
  const free = known(first.deployment, outputs).filter(
    ({ value, url }) => url !== undefined && !units.some(unit => isOf(value, unit)),
  );
  return [
    ...free.map(({ key, description, url }): Link => ({ url: url!, title: description ?? key, icon: 'web' })),
    ...stackLink(first.deployment),
  ];
}

/**
 * The links to dashboards with a name in the template. A name from CloudFormation is known only after the deployment.
 */
function dashboardsOf({ entry, template, stack, deployment: { region } }: Unit): Link[] {
  if (region === null) return [];
  return entry.resources
    .filter(({ type }) => /^(AWS::CloudWatch::Dashboard|aws_cloudwatch_dashboard)$/.test(type))
    .flatMap(resource => {
      const { DashboardName, dashboard_name: ofTerraform } = (template[addressOf(stack.engine, resource)]?.body ??
        {}) as { DashboardName?: unknown; dashboard_name?: unknown };
      const name = DashboardName ?? ofTerraform;
      return typeof name === 'string' && !name.includes('${') ? [dashboardLink(name, region)] : [];
    });
}

/** The link to a URL of a construct. */
export function addressLink(url: string): Link {
  return { url, title: 'Where it answers', icon: 'web', type: 'website' };
}

/** The link to a dashboard in the console. */
export function dashboardLink(name: string, region: string): Link {
  return {
    url: `${consoleOf(region)}/cloudwatch/home?region=${region}#dashboards/dashboard/${encodeURIComponent(name)}`,
    title: `Dashboard ${name}`,
    icon: 'dashboard',
    type: 'dashboard',
  };
}

/** The link to a stack in the console; empty where the region is not known. */
export function stackLink({ region, stackName }: Pick<Deployment, 'region' | 'stackName'>): Link[] {
  if (region === null) return [];
  return [
    {
      url:
        `${consoleOf(region)}/cloudformation/home?region=${region}` +
        `#/stacks?filteringText=${encodeURIComponent(stackName)}`,
      title: `Stack ${stackName}: dashboard, alarms, resources`,
      icon: 'cloud',
      type: 'console',
    },
  ];
}

function consoleOf(region: string): string {
  const domain = region.startsWith('cn-')
    ? 'console.amazonaws.cn'
    : region.startsWith('us-gov-')
      ? 'console.amazonaws-us-gov.com'
      : 'console.aws.amazon.com';
  return `https://${region}.${domain}`;
}

function known({ stackName, outputs: written }: Deployment, outputs: Outputs) {
  return written.map(output => {
    const deployed = outputs[stackName]?.[output.key];
    const url = [deployed, output.value].find(
      value => typeof value === 'string' && /^https?:\/\/[^\s$]+$/.test(value),
    ) as string | undefined;
    return { ...output, url };
  });
}

/** Whether the value of an output refers to a resource of a construct. */
function isOf(value: unknown, { entry, stack: { engine } }: Unit): boolean {
  const text = JSON.stringify(value);
  return entry.resources.some(resource =>
    engine === 'terraform'
      ? text.includes(`${addressOf(engine, resource)}.`)
      : text.includes(`"${resource.logicalId}"`),
  );
}
