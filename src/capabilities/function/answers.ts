import { answers as ofHttpApi } from '../../parts/http-api/answers';
import { Answer } from '../../path/answer';

/** What policy checkers find in a function, and the path answers. */
export const answers: Answer[] = [
  {
    slots: '^function$',
    rules: {
      checkov: ['CKV_AWS_117'],
      'control-tower': ['lambda_inside_vpc_check'],
      guard: ['LAMBDA_INSIDE_VPC'],
    },
    missing: 'vpcConfig',
    because:
      'It enters a network when it uses something there, or when its team gives one. Before that a network would ' +
      'guard nothing that it calls, and add interfaces, a way out and its cost.',
  },
  {
    slots: '^httpApiPermission$',
    rules: { 'control-tower': ['lambda_function_public_access_prohibited_check'] },
    because: 'Only this HTTP API may call it: the rule takes an ARN that is put together at deployment for no ARN.',
  },
  ...ofHttpApi,
];
