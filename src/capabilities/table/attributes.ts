import { PAGE } from './check';
import { fits, isListOfTexts, isObject, Refuse, refusal, said } from '../../support/input';

/**
 * What is known of a table that was made elsewhere, in the same account and region. One of its name and its ARN is
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

/** Refuses what cannot be right. What is known at deployment only passes. */
export function checkAttributes(attributes: TableAttributes, where: string): void {
  const refuse = refusal(where, PAGE);
  if (!isObject(attributes)) {
    refuse(`The attributes are ${said(attributes)}.`, "Give { tableName: 'orders' } at least.");
  }
  const { tableName, tableArn, streamArn, keyArn, globalIndexes } = attributes;
  if ((tableName ?? undefined) === undefined && (tableArn ?? undefined) === undefined) {
    refuse('Neither a tableName nor a tableArn is given.', 'Give one of them.');
  }
  if ((tableName ?? undefined) !== undefined && (tableArn ?? undefined) !== undefined) {
    refuse('Both a tableName and a tableArn are given.', 'Give one of them: the other follows.');
  }
  checkShape('tableName', tableName, /^[A-Za-z0-9_.-]{3,255}$/, 'Give 3 to 255 letters, digits, and _ . -', refuse);
  checkShape(
    'tableArn',
    tableArn,
    /^arn:[^:]+:dynamodb:[^:]+:\d{12}:table\/[A-Za-z0-9_.-]{3,255}$/,
    'Give the ARN of the table: arn:aws:dynamodb:eu-west-1:111122223333:table/orders.',
    refuse,
  );
  checkShape(
    'streamArn',
    streamArn,
    /^arn:[^:]+:dynamodb:[^:]+:\d{12}:table\/[^/]+\/stream\/.+$/,
    "Give LatestStreamArn of 'aws dynamodb describe-table'.",
    refuse,
  );
  checkShape('keyArn', keyArn, /^arn:[^:]+:kms:.+:key\/.+$/, 'Give the ARN of the key, not of an alias.', refuse);
  if ((globalIndexes ?? undefined) !== undefined && !isListOfTexts(globalIndexes)) {
    refuse(`globalIndexes is ${said(globalIndexes)}.`, "Give a list of names: ['byEmail'].");
  }
  for (const name of globalIndexes ?? []) {
    checkShape(
      'An element of globalIndexes',
      name,
      /^[A-Za-z0-9_.-]{3,255}$/,
      'Give the names of indexes; no wildcard, which would be all of them.',
      refuse,
    );
  }
}

function checkShape(what: string, value: string | undefined, shape: RegExp, hint: string, refuse: Refuse): void {
  if (value !== undefined && value !== null && !fits(value, shape)) refuse(`${what} is ${said(value)}.`, hint);
}

/** The ARNs of indexes, by their names. */
export function indexArns(tableArn: string, names: string[]): string[] {
  return names.map(name => `${tableArn}/index/${name}`);
}
