import { IConstruct } from 'constructs';

/** What a consumer may do with what it uses. */
export enum Access {
  /** Read. Goes to a reader where one exists. */
  READ = 'read',
  /** Write. */
  WRITE = 'write',
  /** Read and write. */
  READ_WRITE = 'read-write',
  /** Take messages. */
  CONSUME = 'consume',
  /** Send messages. */
  PUBLISH = 'publish',
}

/** How a consumer proves to a database who it is. */
export enum Credentials {
  /**
   * The consumer gets the secret's ARN and may read it. It reads the secret when it opens a connection,
   * so a rotated password never stops a running task.
   */
  SECRET = 'secret',
  /** The consumer gets a user name and may make short-lived IAM tokens for it. The user must exist in the database. */
  IAM_TOKEN = 'iam-token',
}

/** How something is used. */
export interface UsesOptions {
  /**
   * How the consumer proves who it is, for resources that have users of their own.
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
}

/** What a consumer asks for. */
export interface BindingRequest {
  /**
   * What it wants to do.
   *
   * @default - what is usual for the resource
   */
  readonly access?: Access;
  /** How it proves who it is. */
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
 * The statement of a policy that gives a permission.
 *
 * @internal
 */
export function statementOf({ actions, resources, conditions }: BindingPermission) {
  return {
    Effect: 'Allow',
    Action: [...actions],
    Resource: [...resources],
    ...(conditions ? { Condition: conditions } : {}),
  };
}

/** A port that the consumer must reach. */
export interface BindingPort {
  /** The security group that guards it. */
  readonly securityGroupId: string;
  /** The TCP port. */
  readonly port: number;
  /** Part of the construct ids and slot names that the consumer makes for it; stable. */
  readonly name: string;
}

/** What tells a function or a worker that there is work. */
export enum EventSourceKind {
  /** A queue of SQS, which is polled. */
  QUEUE = 'queue',
  /** A stream of changes of a DynamoDB table, which is polled. */
  STREAM = 'stream',
  /** The events of an S3 bucket, which EventBridge passes on. */
  BUCKET = 'bucket',
}

/** Where a consumer finds its work. */
export interface BindingEvents {
  /** What kind of source it is. */
  readonly kind: EventSourceKind;
  /** The ARN of the queue, the stream or the bucket. */
  readonly arn: string;
  /** The name of the queue, the table or the bucket. */
  readonly name: string;
  /**
   * How long a message is hidden after it was received, in seconds.
   *
   * @default - not known, or not a queue
   */
  readonly visibilityTimeoutSeconds?: number;
  /**
   * How often a message is tried before it goes to the dead-letter queue.
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
 * What a resource gives to a consumer, in terms of no engine. The consumer's renderer turns it into variables,
 * IAM statements and security-group rules, all of them in the consumer's stack.
 */
export interface Binding {
  /** The capability that is used. */
  readonly capability: string;
  /** The construct path of what is used. */
  readonly resource: string;
  /** What was granted. */
  readonly access: Access;
  /** The last part of a variable's name to its value: `HOST`, `PORT`. */
  readonly environment: { readonly [suffix: string]: string };
  /** Identity permissions for the consumer's role. */
  readonly permissions: BindingPermission[];
  /** Ports to open from the consumer. */
  readonly ports: BindingPort[];
  /**
   * Where a consumer finds its work, for `Access.CONSUME`.
   *
   * @default - nothing to be started by
   */
  readonly events?: BindingEvents;
  /** The environment variables' prefix unless the consumer gives one. */
  readonly environmentPrefix: string;
}

/** Something that a service, worker or function can use. */
export interface IBindable extends IConstruct {
  /** What a consumer gets. Makes nothing. */
  bind(request: BindingRequest): Binding;
}

/** `OrdersDb` and `orders-db` give `ORDERS_DB`. */
export function environmentPrefixOf(id: string): string {
  return id
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^(?=[0-9])/, '_')
    .toUpperCase();
}
