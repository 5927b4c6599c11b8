/** A call that a website may make from a browser. */
export enum BucketCorsMethod {
  /** Read an object. */
  GET = 'GET',
  /** Read the headers of an object. */
  HEAD = 'HEAD',
  /** Upload an object. */
  PUT = 'PUT',
  /** Upload an object with a form. */
  POST = 'POST',
  /** Delete an object. */
  DELETE = 'DELETE',
}

/**
 * Websites whose pages may call the bucket from a browser. They still need permission: a presigned URL, for instance.
 */
export interface BucketCorsRule {
  /** The origins of the pages: `https://shop.acme.com`. One `*` stands for any text. */
  readonly allowedOrigins: string[];
  /** The calls that they may make. */
  readonly allowedMethods: BucketCorsMethod[];
  /**
   * Request headers that they may send.
   *
   * @default - none but the simple ones
   */
  readonly allowedHeaders?: string[];
  /**
   * Response headers that they may read.
   *
   * @default - none but the simple ones
   */
  readonly exposedHeaders?: string[];
  /**
   * How long a browser may keep the answer to a preflight request, in seconds: 0 to 86400.
   *
   * @default - as long as the browser keeps it by itself
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
   */
  readonly maxAgeSeconds?: number;
}

/** Objects that expire before the others do. */
export interface BucketLifecycleRule {
  /** The beginning of their keys: `exports/`. At most 1024 bytes. */
  readonly prefix: string;
  /** Days after which such an object expires, counted from when it was written: 1 to 36500. */
  readonly expireAfterDays: number;
}

/** The choices of an app team about its bucket. */
export interface ManagedBucketProps {
  /**
   * Whether an object that is overwritten or deleted can be brought back. Where objects can be locked, AWS keeps
   * versions for good.
   *
   * @default true
   */
  readonly versioned?: boolean;
  /**
   * Days after which every object expires, counted from when it was written: 1 to 36500.
   *
   * @default - never
   */
  readonly expireAfterDays?: number;
  /**
   * Objects that expire sooner, by the beginning of their keys.
   *
   * @default - none
   */
  readonly lifecycle?: BucketLifecycleRule[];
  /**
   * Websites whose pages may call the bucket from a browser.
   *
   * @default - none
   */
  readonly cors?: BucketCorsRule[];
  /**
   * The team that owns it.
   *
   * @default - the owner of the GoldenPath
   */
  readonly owner?: string;
  /**
   * The ARN of a KMS key that stands already: `key.keyArn` of plain CDK. Refused is an alias, and a key of another
   * region than that of the stack. The path does not change its policy. Objects that are there stay encrypted as they
   * were.
   *
   * @default - in staging and production the path makes one, in development S3 has one
   */
  readonly encryptionKeyArn?: string;
  /**
   * The ARNs of roles that are made elsewhere, by the slots of the roles that the path would make:
   * `{ emptyingRole: role.roleArn }`. The path then makes neither the role nor its policy, and
   * `goldenpath explain --roles` says what it must allow.
   * Refused are roles of another account, and names of roles that nothing here runs with.
   *
   * @default - the path makes each role, with the least permissions
   */
  readonly roleArns?: { readonly [role: string]: string };
}
