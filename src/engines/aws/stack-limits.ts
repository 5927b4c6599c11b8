import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Findings } from './findings';

/**
 * CloudFormation's limits for a template.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const MOST_RESOURCES = 500;
const MOST_BYTES = 1_000_000;
/** The part of a limit from which a warning is given, so that there is room left to act. */
const NEAR = 0.8;
/**
 * The number of resources below which a template cannot be too large. To resolve a template costs as much as to
 * synthesise it.
 */
const LARGE = 200;

/** A construct of the path, with the names of its resources. */
export interface Inhabitant extends IConstruct {
  readonly slots: string[];
}

/**
 * Finds out whether a stack is near a limit of CloudFormation, before its deployment fails: which constructs are the
 * largest, and what to do. It is said of the largest one, where to begin.
 */
export function reviewLimits(stack: Stack, inhabitants: readonly Inhabitant[]): void {
  const resources = stack.node
    .findAll()
    .filter(each => CfnResource.isCfnResource(each) && Stack.of(each) === stack).length;
  const bytes = resources >= LARGE ? sizeOf(stack) : 0;
  const [first, ...others] = [...inhabitants].sort((a, b) => b.slots.length - a.slots.length);
  const largest = [first, ...others.slice(0, 4)].map(({ node, slots }) => `${node.path} (${slots.length})`);
  const near = [...nearCount(stack, resources), ...nearSize(stack, bytes)];
  const finding = { rule: 'stack-limits', severity: 'warning' as const };
  const found = near.length
    ? [
        {
          finding: { ...finding, text: `${near.join(' ')} The most are in ${largest.join(', ')}.`, fix: fixOf(bytes) },
          about: first,
        },
      ]
    : [];
  Findings.of(stack).note(stack, 'template', found);
}

function nearCount({ stackName }: Stack, resources: number): string[] {
  if (resources < MOST_RESOURCES * NEAR) return [];
  return [`${stackName} has ${resources} of the ${MOST_RESOURCES} resources that CloudFormation takes.`];
}

function nearSize({ stackName }: Stack, bytes: number): string[] {
  if (bytes < MOST_BYTES * NEAR) return [];
  const [kilobytes, most] = [Math.round(bytes / 1000), MOST_BYTES / 1000];
  return [`The template of ${stackName} has ${kilobytes} of the ${most} KB that CloudFormation takes.`];
}

function fixOf(bytes: number): string {
  const separate =
    'Give new services a stack of their own, and move those without data first: what holds data would stay behind, ' +
    'and a new one would stand empty in its place.';
  if (bytes < MOST_BYTES * NEAR) return separate;
  return (
    `${separate} A template without indentation is smaller: ` +
    'new Stack(app, id, { suppressTemplateIndentation: true }).'
  );
}

/** The size of the template as CDK writes it, with an indentation of one. */
function sizeOf(stack: Stack): number {
  return JSON.stringify(stack.resolve((stack as any)._toCloudFormation()), undefined, 1).length;
}
