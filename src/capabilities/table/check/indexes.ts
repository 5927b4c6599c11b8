import { checkKeys } from './keys';
import { isListOfTexts, isObject, isText, Refuse, said } from '../../../support/input';
import { TableKeyType } from '../key';
import { TableProjection, TableProjectionType } from '../projection';
import { ManagedTableProps, TableIndex } from '../props';
import { indexSlot, keysOf } from '../schema';

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
const MOST_INDEXES = 20;
const MOST_PROJECTED_OF_AN_INDEX = 20;
const MOST_PROJECTED = 100;
/** In bytes. */
const LONGEST_NAME = 255;

/** Refuses indexes that DynamoDB would refuse, and those whose slots could not be told apart. */
export function checkIndexes(props: ManagedTableProps, refuse: Refuse): void {
  const indexes = props.indexes ?? [];
  if (!Array.isArray(indexes)) {
    refuse(
      `indexes is ${said(indexes)}.`,
      "Give a list: [{ name: 'byEmail', partitionKey: TableKey.string('email') }].",
    );
  }
  if (indexes.length > MOST_INDEXES) {
    refuse(
      `There are ${indexes.length} indexes, and DynamoDB takes ${MOST_INDEXES}.`,
      'Give fewer; one index can serve several questions, by a sort key with a prefix.',
    );
  }
  indexes.forEach((index, position) => checkIndex(index, position, refuse));
  checkNames(indexes, refuse);
  checkTypes(props, refuse);
  checkProjections(indexes, refuse);
}

function checkIndex(index: TableIndex, position: number, refuse: Refuse): void {
  if (!isObject(index)) {
    refuse(
      `indexes[${position}] is ${said(index)}.`,
      "Give { name: 'byEmail', partitionKey: TableKey.string('email') }.",
    );
  }
  const { name, projection } = index;
  if (!isText(name) || !/^[A-Za-z0-9_.-]{3,255}$/.test(name)) {
    refuse(
      `The name of indexes[${position}] is ${said(name)}.`,
      "Give 3 to 255 letters, digits, and _ . -, for instance 'byEmail'.",
    );
  }
  checkKeys(`Index '${name}': `, index, refuse);
  if (projection === undefined || projection === null) return;
  if (!isObject(projection) || !Object.values(TableProjectionType).includes(projection._type)) {
    refuse(
      `Index '${name}': projection is ${said(projection)}.`,
      "Give TableProjection.all(), .keysOnly() or .including('name').",
    );
  }
}

function checkNames(indexes: readonly TableIndex[], refuse: Refuse): void {
  const known = new Map<string, string>();
  for (const { name } of indexes) {
    const slot = indexSlot(name, '');
    const other = known.get(slot);
    if (other === name) refuse(`There are two indexes '${name}'.`, 'Give each a name of its own.');
    if (other !== undefined) {
      refuse(
        `The indexes '${other}' and '${name}' cannot be told apart by their letters and digits.`,
        'Their alarms and their scaling are named after them: choose another name for one.',
      );
    }
    known.set(slot, name);
  }
}

function checkTypes(props: ManagedTableProps, refuse: Refuse): void {
  const known = new Map<string, TableKeyType>();
  for (const { name, _type } of keysOf(props)) {
    const other = known.get(name) ?? _type;
    if (other !== _type) {
      refuse(
        `'${name}' is a ${other} in one key and a ${_type} in another.`,
        'An attribute has one type in all keys of a table: give both the same, or use another attribute.',
      );
    }
    known.set(name, _type);
  }
}

function checkProjections(indexes: readonly TableIndex[], refuse: Refuse): void {
  const including = indexes.filter(
    (index): index is TableIndex & { projection: TableProjection } =>
      index.projection?._type === TableProjectionType.INCLUDE,
  );
  for (const { name, projection } of including) checkProjection(name, projection, refuse);
  const all = including.reduce((sum, { projection }) => sum + projection.attributes.length, 0);
  if (all > MOST_PROJECTED) {
    refuse(
      `The indexes include ${all} attributes together, and DynamoDB takes ${MOST_PROJECTED}.`,
      'Use TableProjection.all() for some of them.',
    );
  }
}

function checkProjection(index: string, { attributes }: TableProjection, refuse: Refuse): void {
  if (!isListOfTexts(attributes) || attributes.length === 0) {
    refuse(`Index '${index}' includes ${said(attributes)}.`, 'Name the attributes, or use TableProjection.keysOnly().');
  }
  const long = attributes.find(name => Buffer.byteLength(name) > LONGEST_NAME);
  if (long !== undefined) {
    refuse(`Index '${index}' includes ${said(long)}.`, `A name has ${LONGEST_NAME} bytes at most.`);
  }
  if (new Set(attributes).size < attributes.length) {
    refuse(`Index '${index}' includes an attribute twice.`, 'Name each once.');
  }
  if (attributes.length > MOST_PROJECTED_OF_AN_INDEX) {
    refuse(
      `Index '${index}' includes ${attributes.length} attributes, and DynamoDB takes ${MOST_PROJECTED_OF_AN_INDEX}.`,
      'Use TableProjection.all().',
    );
  }
}
