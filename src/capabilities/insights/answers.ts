import { answers as ofLogBucket } from '../../parts/log-bucket/answers';
import { Answer } from '../../path/answer';

/** What policy checkers find in the platform's insights, and the path answers. */
export const answers: Answer[] = [
  {
    slots: '^undeliveredQueue$',
    rules: { 'cdk-nag': ['AwsSolutions-SQS3'] },
    because:
      'It is a dead-letter queue itself: that of a rule of EventBridge. The checker looks at queues that redrive ' +
      'to it.',
  },
  ...ofLogBucket,
];
