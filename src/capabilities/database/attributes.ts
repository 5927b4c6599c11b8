import { DatabaseEngine } from './engine';
import { BindingError, InvalidInputError } from '../../support/errors';
import { isToken } from '../../support/tokens';

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

/** Refuses what cannot be right. What is known at deployment only passes. */
export function checkAttributes(
  { endpoint, port, securityGroupId, databaseName, secretArn, kmsKeyArn, resourceId }: DatabaseAttributes,
  where: string,
): void {
  const refuse = (what: string, hint: string): never => {
    throw new InvalidInputError({ what, where, hint, page: 'guides/database.md' });
  };
  const odd = (value: string | undefined, shape: RegExp) =>
    value !== undefined && !isToken(value) && !shape.test(value);
  if (odd(endpoint, /^[A-Za-z0-9.-]+$/)) refuse(`endpoint is '${endpoint}'.`, 'Give a host name without a port.');
  if (!isToken(port) && !(Number.isInteger(port) && port >= 1 && port <= 65535)) {
    refuse(`port is ${port}.`, 'Give a whole number from 1 to 65535.');
  }
  if (odd(securityGroupId, /^sg-/)) {
    refuse(`securityGroupId is '${securityGroupId}'.`, 'Give an id that begins with sg-.');
  }
  if (!databaseName) refuse('databaseName is empty.', 'Give the name of the database in the server.');
  if (odd(secretArn, /^arn:[^:]+:secretsmanager:.+:secret:.+-[A-Za-z0-9]{6}$/)) {
    refuse(`secretArn is '${secretArn}'.`, 'Give the complete ARN, with the six characters at its end.');
  }
  if (odd(kmsKeyArn, /^arn:[^:]+:kms:.+:key\/.+$/)) {
    refuse(`kmsKeyArn is '${kmsKeyArn}'.`, 'Give the ARN of the key, not of an alias.');
  }
  if (odd(resourceId, /^(cluster|db)-[A-Z0-9]+$/)) {
    refuse(`resourceId is '${resourceId}'.`, 'Give DbClusterResourceId or DbiResourceId, such as cluster-ABC123.');
  }
  if (!secretArn && !resourceId) {
    refuse(
      'Neither a secretArn nor a resourceId is given.',
      'Give at least one: consumers prove with it who they are.',
    );
  }
}

/** The id that IAM tokens are granted on. */
export function resourceIdOf({ resourceId }: DatabaseAttributes, where: string): string {
  if (resourceId) return resourceId;
  throw new BindingError({
    what: 'IAM tokens are granted on a resource id, and none is known.',
    where,
    hint:
      'Give resourceId: DbClusterResourceId or DbiResourceId of `aws rds describe-db-clusters` or ' +
      '`describe-db-instances`.',
    page: 'guides/database.md',
  });
}
