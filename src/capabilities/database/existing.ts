import { Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkAttributes, DatabaseAttributes, resourceIdOf } from './attributes';
import { bindingTo, checkUserName, userArn } from './binding';
import { PAGE } from './page';
import { Binding, BindingRequest, IBindable } from '../../binding/binding';
import { throughService } from '../../parts/data-key/policies';
import { pathOf, refusal } from '../../support/input';

/** A database that consumers can use: a ManagedDatabase, or one that was made elsewhere. */
export interface IDatabase extends IBindable, ec2.IConnectable {
  /** The host name of the writer. */
  readonly endpoint: string;
  /** The host name of the readers, if there are any. */
  readonly readerEndpoint?: string;
  /** The TCP port. */
  readonly port: number;
  /** Allows to log in as a database user with an IAM token. The user must exist in the database. */
  grantConnect(grantee: iam.IGrantable, userName: string): iam.Grant;
}

/** A database that was made elsewhere: by hand, in another app, by another tool. */
export class ExistingDatabase extends Construct implements IDatabase {
  public readonly endpoint: string;
  public readonly readerEndpoint?: string;
  public readonly port: number;
  private madeConnections?: ec2.Connections;

  constructor(
    scope: Construct,
    id: string,
    private readonly attributes: DatabaseAttributes,
  ) {
    checkAttributes(attributes, refusal(pathOf(scope, id), PAGE));
    super(scope, id);
    const { endpoint, readerEndpoint, port } = attributes;
    this.endpoint = endpoint;
    this.readerEndpoint = readerEndpoint ?? undefined;
    this.port = port;
  }

  public get connections(): ec2.Connections {
    return (this.madeConnections ??= new ec2.Connections({
      securityGroups: [
        ec2.SecurityGroup.fromSecurityGroupId(this, 'SecurityGroupView', this.attributes.securityGroupId),
      ],
      defaultPort: ec2.Port.tcp(this.port),
    }));
  }

  public grantConnect(grantee: iam.IGrantable, userName: string): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions: ['rds-db:connect'], resourceArns: [this.userArn(userName)] });
  }

  public bind(request: BindingRequest): Binding {
    const { secretArn, kmsKeyArn, securityGroupId, databaseName, engine } = this.attributes;
    return bindingTo(
      {
        id: this.node.id,
        path: this.node.path,
        engine: engine?._family,
        endpoint: this.endpoint,
        readerEndpoint: this.readerEndpoint,
        port: Token.isUnresolved(this.port) ? Token.asString(this.port) : String(this.port),
        openPort: this.port,
        databaseName,
        securityGroupId,
        secretArn,
        keyArn: kmsKeyArn,
        keyConditions: throughService('secretsmanager', Stack.of(this).region),
        userArn: userName => this.userArn(userName),
      },
      request,
    );
  }

  private userArn(userName: string): string {
    checkUserName(userName, this.node.path);
    return userArn(Stack.of(this), resourceIdOf(this.attributes, this.node.path), userName);
  }
}
