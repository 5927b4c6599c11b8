import { checkKeyArn } from '../../support/arn';
import { fits, isGiven, isText, Refuse, said } from '../../support/input';
import { checkStruct } from '../../support/structs';

const NAME = /^[A-Za-z0-9_.-]{3,255}$/;
const TABLE_ARN = /^arn:[^:]+:dynamodb:[^:]+:\d{12}:table\/[A-Za-z0-9_.-]{3,255}$/;
const STREAM_ARN = /^arn:[^:]+:dynamodb:[^:]+:\d{12}:table\/[^/]+\/stream\/.+$/;

/**
 * The facts that are known of a table that was made elsewhere, in the same account and region. Its name or its ARN is
 * enough.
 */
export interface TableAttributes {
  /**
   * The name of the table.
   *
   * @default - from tableArn
   */
  readonly tableName?: string;
  /**
   * The ARN of the table.
   *
   * @default - from tableName
   */
  readonly tableArn?: string;
  /**
   * The ARN of its stream, as it is now: a stream that is turned off and on again has another one.
   *
   * @default - nobody can consume its changes
   */
  readonly streamArn?: string;
  /**
   * The ARN of its customer-managed key.
   *
   * @default - it has a key of AWS
   */
  readonly keyArn?: string;
  /**
   * The names of its global secondary indexes: consumers may query those.
   *
   * @default - consumers may query no index
   */
  readonly globalIndexes?: string[];
}

/** Refuses attributes that cannot be right. What is known at deployment only passes. */
export function checkAttributes(attributes: TableAttributes, refuse: Refuse): void {
  checkStruct('TableAttributes', attributes, refuse, 'attributes');
  const { tableName, tableArn, streamArn, keyArn, globalIndexes } = attributes;
  if (!isGiven(tableName) && !isGiven(tableArn)) {
    refuse('Neither a tableName nor a tableArn is given.', 'Give one of them.');
  }
  if (isGiven(tableName) && isGiven(tableArn)) {
    refuse('Both a tableName and a tableArn are given.', 'Give one of them: the other follows.');
  }
  const check = (what: string, value: string | undefined, pattern: RegExp, hint: string) => {
    if (isGiven(value) && !fits(value, pattern)) refuse(`${what} is ${said(value)}.`, hint);
  };
  check('tableName', tableName, NAME, 'Give 3 to 255 letters, digits, and _ . -');
  const example = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
  check('tableArn', tableArn, TABLE_ARN, `Give the ARN of the table: ${example}.`);
  check('streamArn', streamArn, STREAM_ARN, "Give LatestStreamArn of 'aws dynamodb describe-table'.");
  checkKeyArn('keyArn', keyArn, refuse);
  if ((globalIndexes ?? []).some(name => !isText(name))) {
    refuse(`globalIndexes is ${said(globalIndexes)}.`, "Give a list of names: ['byEmail'].");
  }
  for (const name of globalIndexes ?? []) {
    const hint = 'Give the names of indexes; no wildcard, which would be all of them.';
    check('An element of globalIndexes', name, NAME, hint);
  }
}

/** The ARNs of indexes, by their names. */
export function indexArns(tableArn: string, names: string[]): string[] {
  return names.map(name => `${tableArn}/index/${name}`);
}
