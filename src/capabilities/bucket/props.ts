/** What a website may ask of a bucket, beside reading what it links to. */
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
  /** Where the pages come from: `https://shop.acme.com`. One `*` stands for any text. */
  readonly allowedOrigins: string[];
  /** What they may ask. */
  readonly allowedMethods: BucketCorsMethod[];
  /**
   * Headers that they may send.
   *
   * @default - none but the simple ones
   */
  readonly allowedHeaders?: string[];
  /**
   * Headers of the answer that they may read.
   *
   * @default - none but the simple ones
   */
  readonly exposedHeaders?: string[];
  /**
   * How long a browser may remember the answer to its question, in seconds: 0 to 86400.
   *
   * @default - as long as the browser does by itself
   */
  readonly maxAgeSeconds?: number;
}

/** Objects that go before the others do. */
export interface BucketLifecycleRule {
  /** What their keys begin with: `exports/`. */
  readonly prefix: string;
  /** Days after which such an object expires, counted from when it was written: 1 or more. */
  readonly expireAfterDays: number;
}

/** What an app team says of its bucket. */
export interface ManagedBucketProps {
  /**
   * Whether an object that is overwritten or deleted can be brought back. Where objects can be locked, AWS never lets
   * go of it.
   *
   * @default true
   */
  readonly versioned?: boolean;
  /**
   * Days after which every object expires, counted from when it was written: 1 or more.
   *
   * @default - never
   */
  readonly expireAfterDays?: number;
  /**
   * Objects that expire sooner, by what their keys begin with.
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
}
