import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { Binding, BindingRequest, IBindable } from '../../../binding/binding';
import { context } from '../../../engines/terraform/context';
import { throughService } from '../../../parts/data-key/policies';
import { pathOf, refusal } from '../../../support/input';
import { isToken } from '../../../support/tokens';
import { checkAttributes, DatabaseAttributes, resourceIdOf } from '../attributes';
import { bindingTo, checkUserName, userArn } from '../binding';
import { PAGE } from '../page';

/** A database that consumers can use: a ManagedDatabase, or one that was made elsewhere. */
export interface IDatabase extends IBindable {
  /** The host name of the writer. */
  readonly endpoint: string;
  /** The host name of the readers, if there are any. */
  readonly readerEndpoint?: string;
  /** The TCP port. */
  readonly port: number;
}

/** A database that was made elsewhere: by hand, in another app, by another tool. */
export class ExistingDatabase extends Construct implements IDatabase {
  public readonly endpoint: string;
  public readonly readerEndpoint?: string;
  public readonly port: number;

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

  public bind(request: BindingRequest): Binding {
    const { secretArn, kmsKeyArn, securityGroupId, databaseName, engine } = this.attributes;
    return bindingTo(
      {
        id: this.node.id,
        path: this.node.path,
        engine: engine?._family,
        endpoint: this.endpoint,
        readerEndpoint: this.readerEndpoint,
        port: isToken(this.port) ? Token.asString(this.port) : String(this.port),
        openPort: this.port,
        databaseName,
        securityGroupId,
        secretArn,
        keyArn: kmsKeyArn,
        keyConditions: kmsKeyArn ? throughService('secretsmanager', context(this).region) : {},
        userArn: userName => this.userArn(userName),
      },
      request,
    );
  }

  private userArn(userName: string): string {
    checkUserName(userName, this.node.path);
    return userArn(context(this), resourceIdOf(this.attributes, this.node.path), userName);
  }
}
