import { Annotations, CfnResource, Stack } from 'aws-cdk-lib';

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
export interface Inhabitant {
  readonly node: { readonly path: string };
  readonly slots: string[];
}

/**
 * Warns that a stack is near a limit of CloudFormation, before its deployment fails: which constructs are the largest,
 * and what to do.
 */
export function warnNearLimits(stack: Stack, inhabitants: readonly Inhabitant[]): void {
  const resources = stack.node
    .findAll()
    .filter(each => CfnResource.isCfnResource(each) && Stack.of(each) === stack).length;
  const nearCount = resources >= MOST_RESOURCES * NEAR;
  const bytes = resources >= LARGE ? sizeOf(stack) : 0;
  const nearSize = bytes >= MOST_BYTES * NEAR;
  if (!nearCount && !nearSize) return;
  const largest = [...inhabitants]
    .sort((a, b) => b.slots.length - a.slots.length)
    .slice(0, 5)
    .map(({ node, slots }) => `${node.path} (${slots.length})`);
  Annotations.of(stack).addWarningV2(
    'goldenpath:stack-limits',
    [
      nearCount
        ? `${stack.stackName} has ${resources} of the ${MOST_RESOURCES} resources that CloudFormation takes.`
        : '',
      nearSize
        ? `The template of ${stack.stackName} has ${Math.round(bytes / 1000)} of the ${MOST_BYTES / 1000} KB that ` +
          'CloudFormation takes.'
        : '',
      `The most are in ${largest.join(', ')}.`,
      'Give new services a stack of their own, and move those without data first: what holds data would stay ' +
        'behind, and a new one would stand empty in its place.',
      nearSize
        ? 'A template without indentation is smaller: new Stack(app, id, { suppressTemplateIndentation: true }).'
        : '',
    ]
      .filter(sentence => sentence)
      .join(' '),
  );
}

/** The size of the template as CDK writes it, with an indentation of one. */
function sizeOf(stack: Stack): number {
  return JSON.stringify(stack.resolve((stack as any)._toCloudFormation()), undefined, 1).length;
}
