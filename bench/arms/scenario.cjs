// What all arms build: the same organisation, environment and names.
const ACCOUNT = '111111111111';
const REGION = 'eu-west-1';

module.exports = {
  environment: { account: ACCOUNT, region: REGION },
  availabilityZones: ['a', 'b', 'c'].map(zone => REGION + zone),
  image: 'public.ecr.aws/acme/orders:1.4.2',
  workerImage: 'public.ecr.aws/acme/orders-worker:1.4.2',
  functionRuntime: 'nodejs24.x',
  functionHandler: 'handler.handler',
  alarmTopicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:alarms`,
  hostedZoneId: 'Z0123456789ABCDEFGHIJ',
  domainName: index => `orders${index}.acme.com`,
  tags: { 'goldenpath:organization': 'acme', 'goldenpath:owner': 'team-orders', 'goldenpath:tier': 'production' },
};
