import { Answer } from '../../path/answer';

const SLOTS = '^(closing|rotation|emptying)Function$';

/** What policy checkers find in a function of the path's own, and the path answers. */
export const answers: Answer[] = [
  {
    slots: SLOTS,
    rules: {
      checkov: ['CKV_AWS_115', 'CKV_AWS_116'],
      guard: ['LAMBDA_CONCURRENCY_CHECK', 'LAMBDA_DLQ_CHECK'],
    },
    because:
      'One service calls it, tries again and tells of failures: a dead-letter queue would never be read, and a ' +
      'reserved concurrency, impossible in a new account, would guard nothing.',
  },
  {
    slots: SLOTS,
    rules: {
      checkov: ['CKV_AWS_117'],
      'control-tower': ['lambda_inside_vpc_check'],
      guard: ['LAMBDA_INSIDE_VPC'],
    },
    missing: 'vpcConfig',
    because: 'It calls AWS only: a network would guard nothing, and add interfaces, a way out and its cost.',
  },
];
