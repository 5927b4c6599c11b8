import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DatabaseEngine, Exposure, GoldenPathService, ManagedDatabase, ServiceSource } from 'goldenpath';

export class OrdersStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const db = new ManagedDatabase(this, 'OrdersDb', { engine: DatabaseEngine.postgres(), databaseName: 'orders' });

    const orders = new GoldenPathService(this, 'Orders', {
      owner: 'team-orders',
      source: ServiceSource.image('public.ecr.aws/acme/orders:1.4.2'),
      exposure: Exposure.publicHttps(),
    });
    orders.uses(db);
  }
}
