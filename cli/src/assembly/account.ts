import {
  CloudFormationClient,
  GetTemplateCommand,
  paginateDescribeStacks,
  paginateListStackResources,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { UnreadableInputError } from '../errors.js';
import { resourcesOf } from './cloud-assembly.js';
import { MANIFEST_OUTPUT, readCompactManifest } from './manifest.js';
import type { StackRead } from './stack.js';

/** The states of stacks that do not exist any more, or not yet. */
const GONE = new Set(['DELETE_COMPLETE', 'REVIEW_IN_PROGRESS']);
/** The stack that `cdk bootstrap` makes. */
const BOOTSTRAP = 'CDKToolkit';

/**
 * Reads the deployed stacks of the account whose credentials are in the environment. A deployed stack contains the
 * number of decisions, and not the decisions themselves.
 */
export async function readAccount(
  region: string | undefined,
  warn: (text: string) => void,
  progress: (text: string) => void,
): Promise<StackRead[]> {
  const client = new CloudFormationClient(region ? { region } : {});
  const found: StackRead[] = [];
  try {
    for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
      found.push(
        ...Stacks.filter(({ StackStatus, StackName }) => !GONE.has(StackStatus ?? '') && StackName !== BOOTSTRAP).map(
          stack => readDeployed(stack, client, warn),
        ),
      );
      progress(`${found.length} stacks`);
    }
    progress('');
  } catch (error) {
    if (error instanceof UnreadableInputError) throw error;
    throw new UnreadableInputError({
      what: `The stacks of the account cannot be listed: ${(error as Error).message}`,
      where: `CloudFormation, region ${region ?? 'of your environment'}`,
      hint:
        'Give credentials that may call cloudformation:DescribeStacks, and a region: AWS_PROFILE, AWS_REGION or ' +
        'account:REGION.',
    });
  }
  return found;
}

function readDeployed(
  { StackName, StackId, Outputs = [] }: Stack,
  client: CloudFormationClient,
  warn: (text: string) => void,
): StackRead {
  const name = StackName!;
  const [, , , region = '', account = ''] = (StackId ?? '').split(':');
  const location = `account ${account}, ${region}, stack ${name}`;
  const outputs = Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey!, OutputValue ?? '']));
  const compactManifest = outputs[MANIFEST_OUTPUT];
  const document = async () => {
    const { TemplateBody = '{}' } = await client.send(new GetTemplateCommand({ StackName: name }));
    return TemplateBody.trimStart().startsWith('{') ? JSON.parse(TemplateBody) : {};
  };
  return {
    name,
    deployedAs: name,
    engine: 'cloudformation',
    source: 'account',
    location,
    manifest: null,
    summary: compactManifest === undefined ? null : summaryOf(compactManifest, location, warn),
    deployed: { account, region, outputs, physicalIds: () => physicalIdsOf(name, client) },
    document,
    template: async () => resourcesOf(await document()),
  };
}

async function physicalIdsOf(
  StackName: string,
  client: CloudFormationClient,
): Promise<{ [logicalId: string]: string }> {
  const found: { [logicalId: string]: string } = {};
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName })) {
    for (const { LogicalResourceId, PhysicalResourceId } of StackResourceSummaries) {
      if (PhysicalResourceId !== undefined) found[LogicalResourceId!] = PhysicalResourceId;
    }
  }
  return found;
}

/** Reads the output of a stack. An output that cannot be read must not hide the other stacks. */
function summaryOf(output: string, location: string, warn: (text: string) => void) {
  try {
    return readCompactManifest(output, location, warn);
  } catch (error) {
    warn(`${(error as UnreadableInputError).details.what} ${location} is taken for off the path.`);
    return null;
  }
}
