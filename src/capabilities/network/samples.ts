import { NetworkProps } from './props';
import { Samples } from '../../path/sample';

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000';

export const samples: Samples<NetworkProps> = {
  typical: {},
  everything: {
    cidrBlock: '10.20.0.0/18',
    maxZones: 2,
    availabilityZones: ['eu-west-1a', 'eu-west-1c'],
    natGateways: 2,
    publicSubnets: true,
    interfaceEndpoints: ['sqs', 'ecr.api', 'bedrock-runtime', 's3'],
    publishTo: '/acme/network',
    owner: 'team',
  },
  others: {
    'with a key of the team': { encryptionKeyArn: KEY },
    'two zones, one NAT gateway': { maxZones: 2, natGateways: 1 },
    'no NAT gateway': { natGateways: 0 },
    'no public subnets': { publicSubnets: false, publishTo: '/acme/network', interfaceEndpoints: ['s3', 'logs'] },
  },
  otherwise: [
    {
      dnsSupport: false,
      dnsHostnames: false,
      publicAddressOnLaunch: true,
      privatePrefixLength: 22,
      publicPrefixLength: 25,
      isolatedPrefixLength: 25,
      gatewayEndpoints: ['dynamodb'],
      interfaceEndpoints: ['sqs'],
      interfaceEndpointZones: 1,
      endpointPort: 8443,
      endpointPrivateDns: false,
      endpointPrincipals: 'anyone',
      flowLogTraffic: 'accepted',
      flowLogIntervalSeconds: 60,
      logRetentionDays: 90,
      logEncryption: 'own-key',
      logKeyRotation: false,
      logKeyDeletionDays: 7,
      logsKeptOnDeletion: true,
      closingArchitecture: 'x86_64',
      closingMemoryMib: 256,
      closingTimeoutSeconds: 30,
      closingConcurrency: 1,
    },
    { flowLogs: false, defaultSecurityGroup: 'as-made', gatewayEndpoints: [], logsKeptOnDeletion: false },
  ],
};
