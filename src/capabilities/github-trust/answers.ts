import { Answer } from '../../path/answer';

/** What policy checkers find in the roles of a pipeline, and the path answers. */
export const answers: Answer[] = [
  {
    slots: '^driftRolePolicy$',
    rules: { 'cdk-nag': ['AwsSolutions-IAM5'] },
    because: 'Drift is looked for in all stacks of the account: it reads how resources are set up, and no data.',
  },
];
