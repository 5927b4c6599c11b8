import { SharedInfrastructureProps } from './props';
import { Samples } from '../../path/sample';

export const samples: Samples<SharedInfrastructureProps> = {
  typical: { environment: 'staging' },
  everything: around => ({
    environment: 'production',
    owner: 'platform',
    network: around.network,
    alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms',
    vpcLink: true,
  }),
  others: { 'without a VPC link': { environment: 'no-link', vpcLink: false } },
  otherwise: [
    { containerInsights: 'enhanced', capacityProviders: ['FARGATE'], vpcLink: false, terminationProtection: true },
  ],
};
