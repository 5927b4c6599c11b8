// A service that speaks gRPC, and whose roles another team makes.
import { App, Stack } from 'aws-cdk-lib';
import { Access, Exposure, GoldenPath, GoldenPathService, ManagedQueue } from '../../../src';
import { Network, ServiceProtocol, ServiceSource } from '../../../src';

const app = new App({ outdir: process.argv[2] });
new GoldenPath({ organization: 'acme', owner: 'team-orders' }).attachTo(app);
const stack = new Stack(app, 'Orders');
const orders = new GoldenPathService(stack, 'Orders', {
  source: ServiceSource.image('public.ecr.aws/acme/orders:1'),
  protocol: ServiceProtocol.GRPC,
  exposure: Exposure.internal({ domainName: 'orders.acme.com', hostedZoneId: 'Z0123456789ABC' }),
  network: new Network(stack, 'Network'),
  roleArns: {
    taskRole: 'arn:aws:iam::123456789012:role/orders-task',
    executionRole: 'arn:aws:iam::123456789012:role/orders-start',
  },
});
orders.uses(new ManagedQueue(stack, 'Jobs'), Access.PUBLISH);
app.synth();
