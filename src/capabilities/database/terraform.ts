import { Construct } from 'constructs';
import { DatabaseAttributes } from './attributes';
import { bindingTo, checkUserName, userArn } from './binding';
import { checkNetwork } from './check';
import { DatabaseDecisions } from './decisions';
import { definition } from './definition';
import { ManagedDatabaseProps } from './props';
import { ExistingDatabase, IDatabase } from './terraform/existing';
import { renderDatabase } from './terraform/render';
import { ManagedDatabaseResources } from './terraform/resources';
import { RenderedServer } from './terraform/server';
import { Binding, BindingRequest } from '../../binding/binding';
import { identityId } from '../../binding/identity-path';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { context } from '../../engines/terraform/context';
import { plannedNetwork } from '../../engines/terraform/default-network';
import { planOn, TerraformProps } from '../../engines/terraform/provider';
import { keyArnOf } from '../../parts/data-key/brought';
import { throughService } from '../../parts/data-key/policies';
import { keyIn } from '../../parts/data-key/terraform';
import { pathOf } from '../../support/input';

export type { DatabaseAttributes } from './attributes';
export type { IDatabase } from './terraform/existing';
export type { ManagedDatabaseResources } from './terraform/resources';

/**
 * PostgreSQL or MySQL: encrypted, isolated, backed up, watched. By default on Aurora Serverless v2.
 *
 * @example
 * const db = new ManagedDatabase(stack, 'OrdersDb', { engine: DatabaseEngine.postgres() });
 * orders.uses(db);
 */
export class ManagedDatabase extends CapabilityConstruct implements IDatabase {
  /** A database that was made elsewhere, for consumers to use. */
  public static fromDatabaseAttributes(scope: Construct, id: string, attributes: DatabaseAttributes): IDatabase {
    return new ExistingDatabase(scope, id, attributes);
  }

  /** Every resource, by name. */
  public readonly resources: ManagedDatabaseResources;
  /** The host name of the writer. Stays the same after a failover. */
  public readonly endpoint: string;
  /** The host name that all readers share, if there are any. */
  public readonly readerEndpoint?: string;
  /** The TCP port. */
  public readonly port: number;

  private readonly choices: DatabaseDecisions;
  private readonly server: RenderedServer;

  constructor(scope: Construct, id: string, props: ManagedDatabaseProps & TerraformProps) {
    const planned = planOn(definition, scope, id, props, asked => {
      keyIn(scope)(asked);
      checkNetwork(plannedNetwork(scope, props, pathOf(scope, id)), asked.refuse);
    });
    super(scope, id, planned);
    this.choices = planned.choices;
    const { server, resources } = this._make(() => renderDatabase(this, planned.choices, props.network));
    this.server = server;
    this.resources = resources;
    this.endpoint = server.endpoint;
    this.readerEndpoint = server.readerEndpoint;
    this.port = planned.choices.port;
  }

  /** The ARN of the secret that RDS keeps the master user's name and password in, and rotates. */
  public get secretArn(): string {
    return this.server.secretArn;
  }

  /** Gives a consumer its variables, its permissions and the port that it opens. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const { engine, databaseName } = this.choices;
    const { key, securityGroup } = this.resources;
    const keyArn = keyArnOf(this.choices, key?.arn);
    return bindingTo(
      {
        id: identityId(this),
        path: this.node.path,
        engine,
        endpoint: this.endpoint,
        readerEndpoint: this.readerEndpoint,
        port: this.server.readyPort,
        openPort: this.port,
        databaseName,
        securityGroupId: securityGroup.id,
        secretArn: this.secretArn,
        rotatesSecret: true,
        keyArn,
        keyConditions: keyArn ? throughService('secretsmanager', context(this).region) : {},
        userArn: userName => this.userArn(userName),
      },
      request,
    );
  }

  private userArn(userName: string): string {
    checkUserName(userName, this.node.path);
    return userArn(context(this), this.server.resourceId, userName);
  }
}
