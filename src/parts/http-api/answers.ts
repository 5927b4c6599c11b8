import { Answer } from '../../path/answer';

/** What policy checkers find in an HTTP API, and the path answers. */
export const answers: Answer[] = [
  {
    slots: '^httpApi\\w*Route$',
    rules: {
      'cdk-nag': ['AwsSolutions-APIG4'],
      'control-tower': ['api_gw_v2_authorization_type_configured_check'],
    },
    because: 'Who may do what is the business of the program behind it: the API has no authorizer of its own.',
  },
];
