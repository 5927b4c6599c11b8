import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { bindingTo, checkUserName } from './aws/binding';
import { throughSecretsManager } from './aws/secret-view';
import { userArn } from './aws/user-arn';
import { DatabaseEngine } from './engine';
import { Binding, BindingRequest, IBindable } from '../../core/binding';
import { BindingError, InvalidInputError } from '../../core/errors';

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

/** What is known of a database that was made elsewhere. */
export interface DatabaseAttributes {
  /** The host name of the writer. */
  readonly endpoint: string;
  /** The TCP port. */
  readonly port: number;
  /** The security group that guards it. Consumers add a rule to it. */
  readonly securityGroupId: string;
  /** The name of the database in the server. */
  readonly databaseName: string;
  /**
   * The host name of the readers.
   *
   * @default - consumers that only read go to the writer
   */
  readonly readerEndpoint?: string;
  /**
   * The complete ARN of the secret, a JSON object with `username` and `password`.
   *
   * @default - consumers use IAM tokens
   */
  readonly secretArn?: string;
  /**
   * The customer-managed key of the secret.
   *
   * @default - the secret has the key that AWS manages
   */
  readonly kmsKeyArn?: string;
  /**
   * The resource id, `cluster-ABC...` or `db-ABC...`, which IAM tokens are granted on.
   *
   * @default - consumers use the secret
   */
  readonly resourceId?: string;
  /**
   * The engine, for consumers that speak more than one.
   *
   * @default - consumers know
   */
  readonly engine?: DatabaseEngine;
}

/** A database that was made elsewhere: by hand, in another app, by another tool. */
export class ExistingDatabase extends Construct implements IDatabase {
  public readonly endpoint: string;
  public readonly readerEndpoint?: string;
  public readonly port: number;
  private madeConnections?: ec2.Connections;

  constructor(scope: Construct, id: string, private readonly attributes: DatabaseAttributes) {
    super(scope, id);
    this.check();
    const { endpoint, readerEndpoint, port } = attributes;
    this.endpoint = endpoint;
    this.readerEndpoint = readerEndpoint;
    this.port = port;
  }

  public get connections(): ec2.Connections {
    return this.madeConnections ??= new ec2.Connections({
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(this, 'SecurityGroupView', this.attributes.securityGroupId)],
      defaultPort: ec2.Port.tcp(this.port),
    });
  }

  public grantConnect(grantee: iam.IGrantable, userName: string): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions: ['rds-db:connect'], resourceArns: [this.userArn(userName)] });
  }

  public bind(request: BindingRequest): Binding {
    const { secretArn, kmsKeyArn, securityGroupId, databaseName, engine } = this.attributes;
    return bindingTo({
      id: this.node.id,
      path: this.node.path,
      engine: engine?.family,
      endpoint: this.endpoint,
      readerEndpoint: this.readerEndpoint,
      port: Token.isUnresolved(this.port) ? Token.asString(this.port) : String(this.port),
      openPort: this.port,
      databaseName,
      securityGroupId,
      secretArn,
      keyArn: kmsKeyArn,
      keyConditions: throughSecretsManager(this),
      userArn: userName => this.userArn(userName),
    }, request);
  }

  private userArn(userName: string): string {
    checkUserName(userName, this.node.path);
    if (!this.attributes.resourceId) {
      throw new BindingError({
        what: 'IAM tokens are granted on a resource id, and none is known.',
        where: this.node.path,
        hint: 'Give resourceId: DbClusterResourceId or DbiResourceId of `aws rds describe-db-clusters` or `describe-db-instances`.',
        page: 'guides/database.md',
      });
    }
    return userArn(this, this.attributes.resourceId, userName);
  }

  private check(): void {
    const { endpoint, port, securityGroupId, databaseName, secretArn, kmsKeyArn, resourceId } = this.attributes;
    const refuse = (what: string, hint: string): never => {
      throw new InvalidInputError({ what, where: this.node.path, hint, page: 'guides/database.md' });
    };
    const odd = (value: string | undefined, shape: RegExp) => value !== undefined && !Token.isUnresolved(value) && !shape.test(value);
    if (odd(endpoint, /^[A-Za-z0-9.-]+$/)) refuse(`endpoint is '${endpoint}'.`, 'Give a host name without a port.');
    if (!Token.isUnresolved(port) && !(Number.isInteger(port) && port >= 1 && port <= 65535)) refuse(`port is ${port}.`, 'Give a whole number from 1 to 65535.');
    if (odd(securityGroupId, /^sg-/)) refuse(`securityGroupId is '${securityGroupId}'.`, 'Give an id that begins with sg-.');
    if (!databaseName) refuse('databaseName is empty.', 'Give the name of the database in the server.');
    if (odd(secretArn, /^arn:[^:]+:secretsmanager:.+:secret:.+-[A-Za-z0-9]{6}$/)) refuse(`secretArn is '${secretArn}'.`, 'Give the complete ARN, with the six characters at its end.');
    if (odd(kmsKeyArn, /^arn:[^:]+:kms:.+:key\/.+$/)) refuse(`kmsKeyArn is '${kmsKeyArn}'.`, 'Give the ARN of the key, not of an alias.');
    if (odd(resourceId, /^(cluster|db)-[A-Z0-9]+$/)) refuse(`resourceId is '${resourceId}'.`, 'Give DbClusterResourceId or DbiResourceId, such as cluster-ABC123.');
    if (!secretArn && !resourceId) refuse('Neither a secretArn nor a resourceId is given.', 'Give at least one: consumers prove with it who they are.');
  }
}
