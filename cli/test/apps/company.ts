// What is deployed in an account: three services on the path, of which one has a database beside it, and one stack that
// is plain CDK.
import { App, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { DatabaseInstance, DatabaseInstanceEngine } from 'aws-cdk-lib/aws-rds';
import {
  DatabaseEngine,
  Edition,
  EnvironmentTier,
  GoldenPath,
  GoldenPathService,
  ManagedDatabase,
  Network,
  ServiceSource,
} from '../../../src/index';

const app = new App({ outdir: process.argv[2] });
new GoldenPath({ organization: 'acme', edition: Edition.V2026_12, tier: EnvironmentTier.DEVELOPMENT }).attachTo(app);

const orders = new Stack(app, 'Orders');
const network = new Network(orders, 'Network');
const database = new ManagedDatabase(orders, 'OrdersDb', {
  engine: DatabaseEngine.postgres(),
  network,
  owner: 'team-orders',
});
for (const [id, version] of [
  ['Orders', '1.4.2'],
  ['Payments', '2.0.0'],
  ['Search', '0.9.1'],
] as const) {
  const stack = id === 'Orders' ? orders : new Stack(app, id);
  const service = new GoldenPathService(stack, id === 'Orders' ? 'OrdersApi' : id, {
    owner: `team-${id.toLowerCase()}`,
    source: ServiceSource.image(`public.ecr.aws/acme/${id.toLowerCase()}:${version}`),
    network,
  });
  if (id === 'Orders') service.uses(database);
}

const legacy = new Stack(app, 'Legacy');
const vpc = new Vpc(legacy, 'Vpc', { natGateways: 0, maxAzs: 2, restrictDefaultSecurityGroup: false });
new DatabaseInstance(legacy, 'Ledger', {
  engine: DatabaseInstanceEngine.POSTGRES,
  vpc,
  vpcSubnets: { subnets: vpc.isolatedSubnets },
});
app.synth();
