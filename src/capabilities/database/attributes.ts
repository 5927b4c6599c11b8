import { DatabaseEngine, DatabaseFamily } from './engine';
import { PAGE } from './page';
import { checkKeyArn } from '../../support/arn';
import { BindingError } from '../../support/errors';
import { fits, isGiven, isText, Refuse } from '../../support/input';
import { checkStruct } from '../../support/structs';
import { isToken } from '../../support/tokens';

const HOST = /^[A-Za-z0-9.-]+$/;
const SECRET_ARN = /^arn:[^:]+:secretsmanager:.+:secret:.+-[A-Za-z0-9]{6}$/;
const KEY_ARN = /^arn:[^:]+:kms:.+:key\/.+$/;
const RESOURCE_ID = /^(cluster|db)-[A-Z0-9]+$/;

/** The facts that are known of a database that was made elsewhere. */
export interface DatabaseAttributes {
  /** The host name of the writer. */
  readonly endpoint: string;
  /** The TCP port, 1 to 65535. */
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

/** Refuses attributes that cannot be right. What is known at deployment only passes. */
export function checkAttributes(attributes: DatabaseAttributes, refuse: Refuse): void {
  checkStruct('DatabaseAttributes', attributes, refuse, 'attributes');
  const { endpoint, readerEndpoint, port, securityGroupId, databaseName } = attributes;
  const { secretArn, kmsKeyArn, resourceId } = attributes;
  const check = (name: string, value: string | undefined, pattern: RegExp, hint: string) => {
    if (isGiven(value) && !fits(value, pattern)) refuse(`${name} is '${value}'.`, hint);
  };
  if (!isText(endpoint)) refuse('endpoint is missing.', 'Give the host name of the writer.');
  check('endpoint', endpoint, HOST, 'Give a host name without a port.');
  check('readerEndpoint', readerEndpoint, HOST, 'Give a host name without a port, or leave it out.');
  if (!isToken(port) && !(Number.isInteger(port) && port >= 1 && port <= 65535)) {
    refuse(`port is ${port}.`, 'Give a whole number from 1 to 65535.');
  }
  if (!isText(securityGroupId)) refuse('securityGroupId is missing.', 'Give the id of the group that guards it.');
  check('securityGroupId', securityGroupId, /^sg-/, 'Give an id that begins with sg-.');
  if (!databaseName) refuse('databaseName is empty.', 'Give the name of the database in the server.');
  check('secretArn', secretArn, SECRET_ARN, 'Give the complete ARN, with the six characters at its end.');
  check('kmsKeyArn', kmsKeyArn, KEY_ARN, 'Give the ARN of the key, not of an alias.');
  checkKeyArn('kmsKeyArn', kmsKeyArn, refuse);
  check('resourceId', resourceId, RESOURCE_ID, 'Give DbClusterResourceId or DbiResourceId, such as cluster-ABC123.');
  if (!secretArn && !resourceId) {
    refuse(
      'Neither a secretArn nor a resourceId is given.',
      'Give at least one: consumers prove with it who they are.',
    );
  }
  checkEngineKnown(attributes, refuse);
}

function checkEngineKnown({ engine }: DatabaseAttributes, refuse: Refuse): void {
  if (!isGiven(engine) || Object.values(DatabaseFamily).includes(engine!._family)) return;
  refuse(
    'engine is not a DatabaseEngine.',
    'Give DatabaseEngine.postgres() or DatabaseEngine.mysql(), or leave it out.',
  );
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
    page: PAGE,
  });
}
