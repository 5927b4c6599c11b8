import { isObject, isText, Refuse, said } from '../../../support/input';
import { isToken } from '../../../support/tokens';
import { TableKey, TableKeyType } from '../key';

/** The keys of a table, or of an index. */
interface Keys {
  readonly partitionKey?: TableKey;
  readonly sortKey?: TableKey;
}

/**
 * Refuses keys that DynamoDB would refuse.
 *
 * @param of the index that they are of, as the error begins; empty for the table
 */
export function checkKeys(of: string, { partitionKey, sortKey }: Keys, refuse: Refuse): void {
  if (partitionKey === undefined || partitionKey === null) {
    refuse(`${of}partitionKey is missing.`, "Say what items are found by: TableKey.string('id').");
  }
  checkKey(`${of}partitionKey`, partitionKey!, refuse);
  if (sortKey === undefined || sortKey === null) return;
  checkKey(`${of}sortKey`, sortKey, refuse);
  if (sortKey.name === partitionKey!.name) {
    refuse(
      `${of}partitionKey and ${of}sortKey are both '${sortKey.name}'.`,
      'Give two attributes, or leave the sort key out.',
    );
  }
}

function checkKey(prop: string, key: TableKey, refuse: Refuse): void {
  if (!isObject(key) || !Object.values(TableKeyType).includes(key._type)) {
    refuse(
      `${prop} is ${said(key)}.`,
      "Give TableKey.string('id'), TableKey.number('year') or TableKey.binary('hash').",
    );
  }
  const { name } = key;
  if (!isText(name) || isToken(name) || Buffer.byteLength(name) > 255) {
    refuse(`The name of ${prop} is ${said(name)}.`, 'Give the name of an attribute, 1 to 255 bytes, as a literal.');
  }
}
