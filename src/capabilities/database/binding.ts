import { PAGE } from './page';
import { accessIn } from '../../binding/access';
import {
  Access,
  Binding,
  BindingPermission,
  BindingRequest,
  Credentials,
  environmentPrefixOf,
} from '../../binding/binding';
import { DeploymentPlace } from '../../parts/data-key/policies';
import { BindingError, InvalidInputError } from '../../support/errors';

/** The facts about a database, made here or elsewhere, that a consumer needs. */
export interface DatabaseAddress {
  readonly id: string;
  readonly path: string;
  readonly engine?: string;
  readonly endpoint: string;
  readonly readerEndpoint?: string;
  /** The port, as consumers get it. */
  readonly port: string;
  /** The port, as a rule opens it. */
  readonly openPort: number;
  readonly databaseName: string;
  readonly securityGroupId: string;
  readonly secretArn?: string;
  /** Whether RDS keeps the secret, and changes it by itself. */
  readonly rotatesSecret?: boolean;
  readonly keyArn?: string;
  /** The conditions under which a consumer may use the key. */
  readonly keyConditions: { readonly [operator: string]: any };
  /** The ARN of a database user, to whom IAM tokens are granted. */
  readonly userArn: (userName: string) => string;
}

/** Turns a request into the consumer's binding. Makes nothing, and changes nothing of the database. */
export function bindingTo(database: DatabaseAddress, request: BindingRequest): Binding {
  const access = accessIn(request, Access.READ_WRITE, database.path);
  if (access === Access.CONSUME || access === Access.PUBLISH) {
    refuse(
      database,
      request,
      `A database has no messages to ${access}.`,
      'Give Access.READ, Access.WRITE or Access.READ_WRITE.',
    );
  }
  const readsOnly = access === Access.READ;
  const host = readsOnly ? (database.readerEndpoint ?? database.endpoint) : database.endpoint;
  const token = request.credentials === Credentials.IAM_TOKEN;
  if (!token && !database.secretArn) {
    refuse(
      database,
      request,
      'This database has no known secret.',
      'Give its secretArn, or use Credentials.IAM_TOKEN.',
    );
  }
  return {
    capability: 'database',
    resource: database.path,
    access,
    environmentPrefix: environmentPrefixOf(database.id),
    environment: {
      HOST: host,
      ...(database.readerEndpoint && !readsOnly ? { READER_HOST: database.readerEndpoint } : {}),
      PORT: database.port,
      NAME: database.databaseName,
      ...(database.engine ? { ENGINE: database.engine } : {}),
      ...(token ? { USER: request.userName } : { SECRET_ARN: database.secretArn! }),
    },
    permissions: token
      ? [{ actions: ['rds-db:connect'], resources: [database.userArn(request.userName)] }]
      : secretPermissions(database),
    secret: token
      ? undefined
      : {
          arn: database.secretArn!,
          permissions: secretPermissions(database),
          rotation: database.rotatesSecret ? 'RDS gives it a new password each week' : undefined,
        },
    ports: [{ securityGroupId: database.securityGroupId, port: database.openPort, name: database.id }],
  };
}

function secretPermissions({ secretArn, keyArn, keyConditions }: DatabaseAddress): BindingPermission[] {
  const secret = {
    actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
    resources: [secretArn!],
  };
  return keyArn ? [secret, { actions: ['kms:Decrypt'], resources: [keyArn], conditions: keyConditions }] : [secret];
}

/** The ARN of a database user, to whom IAM tokens are granted. */
export function userArn({ partition, region, account }: DeploymentPlace, resourceId: string, userName: string): string {
  return `arn:${partition}:rds-db:${region}:${account}:dbuser:${resourceId}/${userName}`;
}

/** Refuses what is no database user. In an ARN, a wildcard would be everybody. */
export function checkUserName(userName: string, where: string): void {
  if (/^[A-Za-z_][A-Za-z0-9_.-]{0,62}$/.test(userName)) return;
  throw new InvalidInputError({
    what: `'${userName}' is not the name of a database user.`,
    where,
    hint: 'Give a letter or underscore, then letters, digits, and _ . -, at most 63.',
    page: PAGE,
  });
}

function refuse(database: DatabaseAddress, request: BindingRequest, what: string, hint: string): never {
  throw new BindingError({
    what,
    where: `${request.consumer} uses ${database.path}`,
    hint,
    page: PAGE,
  });
}
