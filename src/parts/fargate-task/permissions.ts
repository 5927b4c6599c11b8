import { BindingPermission } from '../../binding/binding';

/**
 * The permission to open a shell in a task. The channel that it speaks through has no ARN.
 *
 * @internal
 */
export function openShell(): BindingPermission {
  return {
    actions: [
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
    resources: ['*'],
  };
}

/**
 * The permissions to pull an image from a repository in ECR.
 *
 * @internal
 */
export function pullImage(repositoryArn: string): BindingPermission[] {
  return [
    {
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
      resources: [repositoryArn],
    },
    // ECR has no resource for it: a token is for the whole registry.
    { actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
  ];
}
