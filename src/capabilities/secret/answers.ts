import { answers as ofInlineFunction } from '../../parts/inline-function/answers';
import { Answer } from '../../path/answer';

/** What policy checkers find in a secret, and the path answers. */
export const answers: Answer[] = [
  {
    slots: '^secret$',
    when: ({ rotatedBy }) => rotatedBy === null,
    rules: { 'cdk-nag': ['AwsSolutions-SMG4'] },
    because:
      'Without a rotation that its team gives, nobody knows how the other holder of the secret would learn a new ' +
      'value.',
  },
  ...ofInlineFunction,
];
