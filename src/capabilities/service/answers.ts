import { ServiceChoices } from './decisions';
import { ExposureKind } from './exposure';
import { answers as ofTask } from '../../parts/fargate-task/answers';
import { answers as ofHttpApi } from '../../parts/http-api/answers';
import { answers as ofLogBucket } from '../../parts/log-bucket/answers';
import { Answer } from '../../path/answer';

/** What policy checkers find in a service, and the path answers. */
export const answers: Answer[] = [
  {
    slots: '^listener$',
    rules: {
      checkov: ['CKV_AWS_2', 'CKV_AWS_103'],
      'control-tower': ['alb_http_to_https_redirection_check'],
    },
    missing: 'certificates',
    because:
      'Without a domain there is no certificate to be had for a load balancer. This listener stands inside the ' +
      'network, and lets in only the VPC link of the HTTP API, which ends HTTPS, or whom the team names.',
  },
  {
    slots: '^loadBalancerSecurityGroup$',
    when: ({ exposure, tls }: ServiceChoices) => exposure === ExposureKind.PUBLIC && tls === 'load-balancer',
    rules: { 'cdk-nag': ['AwsSolutions-EC23'] },
    because: 'The service is public because its team says so: its load balancer is open to everybody for HTTPS.',
  },
  ...ofHttpApi,
  ...ofLogBucket,
  ...ofTask,
];
