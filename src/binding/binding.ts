import { IConstruct } from 'constructs';
import { SecretVariable } from './secret-variable';

/** The ways in which a consumer may use a resource. */
export enum Access {
  /** To read. Reads go to a reader where there is one. */
  READ = 'read',
  /** To write. */
  WRITE = 'write',
  /** To read and to write. */
  READ_WRITE = 'read-write',
  /** To receive messages. */
  CONSUME = 'consume',
  /** To send messages. */
  PUBLISH = 'publish',
}

/** The credentials with which a consumer logs in to a database. */
export enum Credentials {
  /**
   * The consumer gets the secret's ARN and may read it. It reads the secret when it opens a connection, so a rotated
   * password never stops a running task.
   */
  SECRET = 'secret',
  /** The consumer gets a user name and may make short-lived IAM tokens for it. The user must exist in the database. */
  IAM_TOKEN = 'iam-token',
}

/** Options for the use of a resource. */
export interface UsesOptions {
  /**
   * The credentials of the consumer, for resources that have users of their own.
   *
   * @default Credentials.SECRET
   */
  readonly credentials?: Credentials;
  /**
   * The database user for `Credentials.IAM_TOKEN`.
   *
   * @default 'app'
   */
  readonly userName?: string;
  /**
   * The start of the names of the environment variables.
   *
   * @default - the id of the construct that is used, in upper snake case: `OrdersDb` gives `ORDERS_DB`
   */
  readonly environmentPrefix?: string;
  /**
   * Variables that ECS fills from the secret when a task starts, by their names: for programs that read nothing else.
   * `{ PGPASSWORD: SecretVariable.field('password') }`. Tasks that run keep the old value of a secret that changes, so
   * a secret that is rotated is refused. Lambda has no such variables.
   *
   * @default - none: the program reads the secret by the ARN in its variables
   */
  readonly secretVariables?: { readonly [name: string]: SecretVariable };
}

/** A consumer's request for access to a resource. */
export interface BindingRequest {
  /**
   * The access that it asks for.
   *
   * @default - what is usual for the resource
   */
  readonly access?: Access;
  /** The credentials with which it logs in. */
  readonly credentials: Credentials;
  /** The database user for IAM tokens. */
  readonly userName: string;
  /** The construct path of the consumer. */
  readonly consumer: string;
}

/** Permissions of one kind on named resources. */
export interface BindingPermission {
  /** IAM actions. */
  readonly actions: string[];
  /** ARNs. */
  readonly resources: string[];
  /**
   * IAM conditions.
   *
   * @default - none
   */
  readonly conditions?: { readonly [operator: string]: any };
}

/**
 * What a role may do, or may not do whoever else allows it.
 *
 * @internal
 */
export interface RolePermission extends BindingPermission {
  readonly denied?: boolean;
}

/**
 * The statement of a policy that gives a permission, or takes it.
 *
 * @internal
 */
export function statementOf({ actions, resources, conditions, denied }: RolePermission) {
  return {
    Effect: denied ? 'Deny' : 'Allow',
    Action: [...actions],
    Resource: [...resources],
    ...(conditions ? { Condition: conditions } : {}),
  };
}

/** A port that the consumer must reach. */
export interface BindingPort {
  /** The id of the security group of the resource. */
  readonly securityGroupId: string;
  /** The TCP port. */
  readonly port: number;
  /** A part of the construct ids and slot names that the consumer makes for it. It never changes. */
  readonly name: string;
}

/** A secret that a consumer may read. */
export interface BindingSecret {
  /** The ARN of the secret in Secrets Manager. */
  readonly arn: string;
  /** The permissions that reading it takes. */
  readonly permissions: BindingPermission[];
  /**
   * The names of the fields of its JSON object. None, where its value is a text alone.
   *
   * @default - nothing is known of its fields
   */
  readonly fields?: string[];
  /**
   * How its value changes without the consumer: `RDS rotates it each week`.
   *
   * @default - only by a person, or it is not known
   */
  readonly rotation?: string;
}

/** The kinds of sources that start a function or a worker. */
export enum EventSourceKind {
  /** A queue of SQS, which is polled. */
  QUEUE = 'queue',
  /** A stream of changes of a DynamoDB table, which is polled. */
  STREAM = 'stream',
  /** The events of an S3 bucket, which EventBridge passes on. */
  BUCKET = 'bucket',
}

/** A source of messages or events for a consumer. */
export interface BindingEvents {
  /** The kind of the source. */
  readonly kind: EventSourceKind;
  /** The ARN of the queue, the stream or the bucket. */
  readonly arn: string;
  /** The name of the queue, the table or the bucket. */
  readonly name: string;
  /**
   * The time for which a message is hidden after it was received, in seconds.
   *
   * @default - not known, or not a queue
   */
  readonly visibilityTimeoutSeconds?: number;
  /**
   * The number of times that a message is received before it goes to the dead-letter queue.
   *
   * @default - not known, or not a queue
   */
  readonly maxReceiveCount?: number;
  /**
   * Whether the order of the messages is kept.
   *
   * @default false
   */
  readonly fifo?: boolean;
}

/**
 * Everything that a resource gives to a consumer, independent of the engine. The consumer's renderer turns it into
 * variables, IAM statements and security-group rules, all of them in the consumer's stack.
 */
export interface Binding {
  /** The capability that is used. */
  readonly capability: string;
  /** The construct path of the resource that is used. */
  readonly resource: string;
  /** The access that was granted. */
  readonly access: Access;
  /** The environment variables: the last part of each name (`HOST`, `PORT`), and the value. */
  readonly environment: { readonly [suffix: string]: string };
  /** The permissions for the consumer's role. */
  readonly permissions: BindingPermission[];
  /** The ports to open for the consumer. */
  readonly ports: BindingPort[];
  /**
   * The source of messages or events, for `Access.CONSUME`.
   *
   * @default - nothing that could start a consumer
   */
  readonly events?: BindingEvents;
  /**
   * The secret from which variables of the consumer can be filled.
   *
   * @default - the consumer may not read a secret of it
   */
  readonly secret?: BindingSecret;
  /** The prefix of the environment variables, unless the consumer gives one. */
  readonly environmentPrefix: string;
}

/** Something that a service, worker or function can use. */
export interface IBindable extends IConstruct {
  /** Gives the binding for a consumer. No construct is made. */
  bind(request: BindingRequest): Binding;
}

/**
 * The prefix of variables for the id of a construct: `OrdersDb` and `orders-db` give `ORDERS_DB`, and `2faCodes`
 * `ID_2FA_CODES`: Lambda takes names that begin with a letter. It is empty where an id has neither letters nor digits
 * of ASCII; whoever uses that says the prefix.
 */
export function environmentPrefixOf(id: string): string {
  return id
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .replace(/^(?=[0-9])/, 'ID_')
    .toUpperCase();
}
