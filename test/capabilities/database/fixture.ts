import { App, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { INetwork } from '../../../src/binding/network';
import { ManagedDatabase } from '../../../src/capabilities/database/aws';
import { DatabaseEngine } from '../../../src/capabilities/database/engine';
import { ManagedDatabaseProps } from '../../../src/capabilities/database/props';
import { GoldenPath, GoldenPathProps } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';

/** A network with literal ids, so that nothing of it lands in a template. */
export class StubNetwork extends Construct implements INetwork {
  public readonly vpcId = 'vpc-0a1b2c3d4e5f60718';
  public readonly cidrBlock = '10.0.0.0/16';
  public readonly availabilityZones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
  public readonly publicSubnetIds = ['subnet-0a00000000000001', 'subnet-0a00000000000002', 'subnet-0a00000000000003'];
  public readonly privateSubnetIds = ['subnet-0b00000000000001', 'subnet-0b00000000000002', 'subnet-0b00000000000003'];

  constructor(
    scope: Construct,
    id: string,
    public readonly isolatedSubnetIds = [
      'subnet-0c00000000000001',
      'subnet-0c00000000000002',
      'subnet-0c00000000000003',
    ],
  ) {
    super(scope, id);
  }
}

export function stackOf(
  tier: EnvironmentTier = EnvironmentTier.PRODUCTION,
  path: Partial<GoldenPathProps> = {},
  app = new App(),
  id = 'Data',
): Stack {
  const stack = new Stack(app, id);
  new GoldenPath({ organization: 'acme', owner: 'platform', tier, ...path }).attachTo(stack);
  return stack;
}

export function databaseIn(stack: Stack, props: Partial<ManagedDatabaseProps> = {}, id = 'OrdersDb'): ManagedDatabase {
  const network = (stack.node.tryFindChild('Network') as StubNetwork) ?? new StubNetwork(stack, 'Network');
  return new ManagedDatabase(stack, id, { engine: DatabaseEngine.postgres(), network, ...props });
}
