import {
  DeleteTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  ScanCommand,
  UpdateTableCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteLoadBalancerCommand,
  ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  DeleteDBClusterCommand,
  DeleteDBInstanceCommand,
  ModifyDBClusterCommand,
  ModifyDBInstanceCommand,
  RDSClient,
} from '@aws-sdk/client-rds';

/** How a kind of resource is taken away that AWS protects against its deletion. */
export interface ProtectedKind {
  /** Switches the protection off. Throws where it holds data that nothing would keep. */
  unprotect(id: string): Promise<void>;
  /** Whether a stack that is deleted leaves it where it is. */
  readonly outlivesStack: boolean;
  /** Deletes it, and says what stays of it. */
  delete(id: string): Promise<string>;
}

/** The kinds that the path protects, by type. */
export function protectedKinds(region: string): { readonly [type: string]: ProtectedKind } {
  const rds = new RDSClient({ region });
  const balancing = new ElasticLoadBalancingV2Client({ region });
  const dynamo = new DynamoDBClient({ region });
  return {
    'AWS::RDS::DBCluster': {
      outlivesStack: false,
      async unprotect(id) {
        await rds.send(
          new ModifyDBClusterCommand({ DBClusterIdentifier: id, DeletionProtection: false, ApplyImmediately: true }),
        );
      },
      async delete(id) {
        const FinalDBSnapshotIdentifier = snapshotOf(id);
        await rds.send(new DeleteDBClusterCommand({ DBClusterIdentifier: id, FinalDBSnapshotIdentifier }));
        return `snapshot ${FinalDBSnapshotIdentifier}`;
      },
    },
    'AWS::RDS::DBInstance': {
      outlivesStack: false,
      async unprotect(id) {
        await rds.send(
          new ModifyDBInstanceCommand({ DBInstanceIdentifier: id, DeletionProtection: false, ApplyImmediately: true }),
        );
      },
      async delete(id) {
        const FinalDBSnapshotIdentifier = snapshotOf(id);
        await rds.send(
          new DeleteDBInstanceCommand({
            DBInstanceIdentifier: id,
            FinalDBSnapshotIdentifier,
            DeleteAutomatedBackups: false,
          }),
        );
        return `snapshot ${FinalDBSnapshotIdentifier}`;
      },
    },
    'AWS::ElasticLoadBalancingV2::LoadBalancer': {
      outlivesStack: false,
      async unprotect(id) {
        const Attributes = [{ Key: 'deletion_protection.enabled', Value: 'false' }];
        await balancing.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn: id, Attributes }));
      },
      async delete(id) {
        await balancing.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: id }));
        return '';
      },
    },
    'AWS::DynamoDB::Table': {
      outlivesStack: true,
      // Only an empty one: nothing else would keep what is in it.
      async unprotect(id) {
        if ((await dynamo.send(new ScanCommand({ TableName: id, Limit: 1 }))).Items?.length) throw new HoldsData(id);
        await dynamo.send(new UpdateTableCommand({ TableName: id, DeletionProtectionEnabled: false }));
        await waitUntilTableExists({ client: dynamo, maxWaitTime: 300, minDelay: 1 }, { TableName: id });
      },
      async delete(id) {
        await dynamo.send(new DeleteTableCommand({ TableName: id }));
        return '';
      },
    },
  };
}

/** A resource with data in it, which is left alone. */
export class HoldsData extends Error {
  constructor(id: string) {
    super(`${id} holds data, and is left as it is.`);
  }
}

/** Whether the service does not know the resource (any more). */
export function isGone(error: unknown): boolean {
  return error instanceof ResourceNotFoundException || /NotFound/.test((error as Error)?.name ?? '');
}

function snapshotOf(id: string): string {
  return `${id.slice(0, 220)}-left-behind`;
}
