import { Answer } from '../../path/answer';

/** What policy checkers find in a task, and the path answers. */
export const answers: Answer[] = [
  {
    slots: '^taskDefinition$',
    rules: { 'cdk-nag': ['AwsSolutions-ECS2'] },
    because:
      'The variables are a port, telemetry attributes, addresses and the ARNs of secrets. Credentials are never ' +
      'among them: the program reads them at use.',
  },
];
