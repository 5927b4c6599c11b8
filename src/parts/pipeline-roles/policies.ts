import { RolePermission } from '../../binding/binding';

/**
 * The account that a pipeline deploys to, as an engine names it.
 *
 * @internal
 */
export interface PipelineAccount {
  readonly partition: string;
  readonly account: string;
  readonly regions: readonly string[];
}

/**
 * The roles by which a pipeline works in an account, where they are not those of CDK's bootstrap.
 *
 * @internal
 */
export interface WorkingRoles {
  /** The qualifier of the bootstrap. */
  readonly qualifier: string;
  readonly deployRoleArns?: readonly string[];
  readonly lookupRoleArns?: readonly string[];
}

/** The roles of CDK's bootstrap by which something is deployed. */
const DEPLOYING = ['deploy', 'file-publishing', 'image-publishing', 'lookup'];
const LOOKING = ['lookup'];

/** @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html */
function bootstrapRoles(kinds: string[], { partition, account, regions }: PipelineAccount, qualifier: string) {
  return regions.flatMap(region =>
    kinds.map(kind => `arn:${partition}:iam::${account}:role/cdk-${qualifier}-${kind}-role-${account}-${region}`),
  );
}

/** CDK tags its sessions where it is told to. */
const TAKE_ON = ['sts:AssumeRole', 'sts:TagSession'];

/**
 * The permissions of whoever deploys: to take on the roles that deploy, and nothing by itself.
 *
 * @internal
 */
export function deployingPermissions(account: PipelineAccount, roles: WorkingRoles): RolePermission[] {
  const { deployRoleArns, qualifier } = roles;
  return [{ actions: TAKE_ON, resources: [...(deployRoleArns ?? bootstrapRoles(DEPLOYING, account, qualifier))] }];
}

/**
 * The permissions of whoever compares: to take on the role that looks.
 *
 * @internal
 */
export function lookingPermissions(account: PipelineAccount, roles: WorkingRoles): RolePermission[] {
  const { lookupRoleArns, qualifier } = roles;
  return [{ actions: TAKE_ON, resources: [...(lookupRoleArns ?? bootstrapRoles(LOOKING, account, qualifier))] }];
}

/** What CloudFormation asks of each resource, in the name of whoever looks for drift: how it is set up, and no data. */
const CONFIGURATION = [
  'acm:Describe*',
  'acm:List*',
  'apigateway:GET',
  'application-autoscaling:Describe*',
  'application-autoscaling:ListTagsForResource',
  'athena:GetWorkGroup',
  'cloudwatch:Describe*',
  'cloudwatch:GetDashboard',
  'cloudwatch:ListTagsForResource',
  'codedeploy:Get*',
  'codedeploy:List*',
  'dynamodb:Describe*',
  'dynamodb:GetResourcePolicy',
  'dynamodb:List*',
  'ec2:Describe*',
  'ecr:Describe*',
  'ecr:GetLifecyclePolicy',
  'ecr:GetRepositoryPolicy',
  'ecr:ListTagsForResource',
  'ecs:Describe*',
  'ecs:List*',
  'elasticloadbalancing:Describe*',
  'events:Describe*',
  'events:List*',
  'firehose:Describe*',
  'firehose:List*',
  'glue:GetDatabase',
  'glue:GetTable',
  'iam:Get*',
  'iam:List*',
  'kms:Describe*',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:List*',
  'lambda:Get*',
  'lambda:List*',
  'logs:Describe*',
  'logs:ListTagsForResource',
  'rds:Describe*',
  'rds:ListTagsForResource',
  'route53:Get*',
  'route53:List*',
  's3:GetAccelerateConfiguration',
  's3:GetAnalyticsConfiguration',
  's3:GetBucket*',
  's3:GetEncryptionConfiguration',
  's3:GetIntelligentTieringConfiguration',
  's3:GetInventoryConfiguration',
  's3:GetLifecycleConfiguration',
  's3:GetMetricsConfiguration',
  's3:GetReplicationConfiguration',
  'scheduler:Get*',
  'scheduler:List*',
  'secretsmanager:DescribeSecret',
  'secretsmanager:GetResourcePolicy',
  'sns:Get*',
  'sns:List*',
  'sqs:GetQueueAttributes',
  'sqs:ListQueueTags',
  'sqs:ListQueues',
  'ssm:Describe*',
  'ssm:ListTagsForResource',
  'wafv2:Get*',
  'wafv2:List*',
];

/**
 * The permissions of whoever looks for drift: to have CloudFormation compare stacks with what is there, and to read how
 * resources are set up. No objects, items, messages, logs, secrets or parameters.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
 * @internal
 */
export function driftPermissions({ partition, account, regions }: PipelineAccount): RolePermission[] {
  return [
    {
      actions: [
        'cloudformation:DescribeStackEvents',
        'cloudformation:DescribeStackResource',
        'cloudformation:DescribeStackResourceDrifts',
        'cloudformation:DescribeStackResources',
        'cloudformation:DescribeStacks',
        'cloudformation:DetectStackDrift',
        'cloudformation:DetectStackResourceDrift',
        'cloudformation:GetTemplate',
        'cloudformation:ListStackResources',
      ],
      resources: regions.map(region => `arn:${partition}:cloudformation:${region}:${account}:stack/*`),
    },
    {
      // These take no resource.
      actions: ['cloudformation:DescribeStackDriftDetectionStatus', 'cloudformation:ListStacks', ...CONFIGURATION],
      resources: ['*'],
    },
  ];
}
