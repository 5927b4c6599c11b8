import { TableCapacity, TableCapacityMode } from './capacity';
import { TableDecisions } from './decisions';
import { TableKey, TableKeyType } from './key';
import { TableProjection, TableProjectionType } from './projection';
import { ManagedTableProps, TableIndex } from './props';
import { indexSlot, keysOf } from './schema';
import { checkOwner } from '../../path/owner';
import { isListOfTexts, isObject, isText, Refuse, refusal, said } from '../../support/input';
import { isToken } from '../../support/tokens';

/** The page about a table's props. */
export const PAGE = 'guides/table.md';

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
const MOST_INDEXES = 20;
const MOST_PROJECTED_OF_AN_INDEX = 20;
const MOST_PROJECTED = 100;

/** Refuses props that cannot be right, before anything is made. Ranges and choices are checked with the decisions. */
export function checkProps(props: ManagedTableProps, where: string): void {
  const refuse = refusal(where, PAGE);
  if (!isObject(props)) {
    refuse(
      `The props are ${said(props)}.`,
      "Give an object with partitionKey at least: { partitionKey: TableKey.string('id') }.",
    );
  }
  checkOwner(props.owner, refuse);
  checkKeys('', props, refuse);
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
  checkTimeToLive(props.timeToLiveAttribute ?? undefined, props, refuse);
  checkCapacity(props.capacity ?? undefined, refuse);
}

function checkKeys(
  of: string,
  { partitionKey, sortKey }: { partitionKey?: TableKey; sortKey?: TableKey },
  refuse: Refuse,
): void {
  if (partitionKey === undefined || partitionKey === null) {
    refuse(`${of}partitionKey is missing.`, "Say what items are found by: TableKey.string('id').");
  }
  for (const [prop, key] of Object.entries({ partitionKey, sortKey: sortKey ?? undefined })) {
    if (key === undefined) continue;
    if (!isObject(key) || !Object.values(TableKeyType).includes(key!.type)) {
      refuse(
        `${of}${prop} is ${said(key)}.`,
        "Give TableKey.string('id'), TableKey.number('year') or TableKey.binary('hash').",
      );
    }
    const { name } = key!;
    if (!isText(name) || isToken(name) || Buffer.byteLength(name) > 255) {
      refuse(
        `The name of ${of}${prop} is ${said(name)}.`,
        'Give the name of an attribute, 1 to 255 bytes, as a literal.',
      );
    }
  }
  if (sortKey && sortKey.name === partitionKey!.name) {
    refuse(
      `${of}partitionKey and ${of}sortKey are both '${sortKey.name}'.`,
      'Give two attributes, or leave the sort key out.',
    );
  }
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
  if (
    (projection ?? undefined) !== undefined &&
    !(isObject(projection) && Object.values(TableProjectionType).includes(projection!.type))
  ) {
    refuse(
      `Index '${name}': projection is ${said(projection)}.`,
      "Give TableProjection.all(), .keysOnly() or .including('name').",
    );
  }
}

function checkNames(indexes: TableIndex[], refuse: Refuse): void {
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
  for (const { name, type } of keysOf(props)) {
    const other = known.get(name) ?? type;
    if (other !== type) {
      refuse(
        `'${name}' is a ${other} in one key and a ${type} in another.`,
        'An attribute has one type in all keys of a table: give both the same, or use another attribute.',
      );
    }
    known.set(name, type);
  }
}

function checkProjections(indexes: TableIndex[], refuse: Refuse): void {
  const including = indexes.filter(
    (index): index is TableIndex & { projection: TableProjection } =>
      index.projection?.type === TableProjectionType.INCLUDE,
  );
  for (const { name, projection } of including) {
    const { attributes } = projection;
    if (!isListOfTexts(attributes) || attributes.length === 0) {
      refuse(
        `Index '${name}' includes ${said(attributes)}.`,
        'Name the attributes, or use TableProjection.keysOnly().',
      );
    }
    if (new Set(attributes).size < attributes.length) {
      refuse(`Index '${name}' includes an attribute twice.`, 'Name each once.');
    }
    if (attributes.length > MOST_PROJECTED_OF_AN_INDEX) {
      refuse(
        `Index '${name}' includes ${attributes.length} attributes, and DynamoDB takes ${MOST_PROJECTED_OF_AN_INDEX}.`,
        'Use TableProjection.all().',
      );
    }
  }
  const all = including.reduce((sum, { projection }) => sum + projection.attributes.length, 0);
  if (all > MOST_PROJECTED) {
    refuse(
      `The indexes include ${all} attributes together, and DynamoDB takes ${MOST_PROJECTED}.`,
      'Use TableProjection.all() for some of them.',
    );
  }
}

/** Refuses what only shows when everybody has decided: a platform team may have named the attribute. */
export function checkChoices({ timeToLiveAttribute }: TableDecisions, props: ManagedTableProps, where: string): void {
  checkTimeToLive(timeToLiveAttribute ?? undefined, props, refusal(where, PAGE));
}

function checkTimeToLive(attribute: string | undefined, props: ManagedTableProps, refuse: Refuse): void {
  if (attribute === undefined) return;
  if (!isText(attribute) || Buffer.byteLength(attribute) > 255) {
    refuse(
      `timeToLiveAttribute is ${said(attribute)}.`,
      "Give the name of an attribute, 1 to 255 bytes, for instance 'expiresAt'.",
    );
  }
  const { partitionKey, sortKey } = props;
  if ([partitionKey, sortKey].some(key => key?.name === attribute)) {
    refuse(
      `timeToLiveAttribute is '${attribute}', which is a key of the table.`,
      'Use an attribute of its own: a key cannot be changed, and an expiry has to be.',
    );
  }
  const key = keysOf(props).find(({ name }) => name === attribute);
  if (key && key.type !== TableKeyType.NUMBER) {
    refuse(
      `timeToLiveAttribute is '${attribute}', which is a ${key.type} in an index.`,
      'It must be a number: seconds since 1970. Anything else never expires.',
    );
  }
}

function checkCapacity(capacity: TableCapacity | undefined, refuse: Refuse): void {
  if (capacity === undefined) return;
  if (!isObject(capacity) || !Object.values(TableCapacityMode).includes(capacity.mode) || !isObject(capacity.range)) {
    refuse(
      `capacity is ${said(capacity)}.`,
      'Give TableCapacity.onDemand() or TableCapacity.provisioned({ minReads: 5, maxReads: 100 }).',
    );
  }
  const { minReads, maxReads, minWrites, maxWrites } = capacity.range;
  if (capacity.mode === TableCapacityMode.ON_DEMAND && (minReads ?? minWrites ?? undefined) !== undefined) {
    refuse(
      'capacity is on demand, and has a minimum.',
      'Give maxReads and maxWrites only, or TableCapacity.provisioned(...).',
    );
  }
  for (const [what, least, most] of [
    ['Reads', minReads, maxReads],
    ['Writes', minWrites, maxWrites],
  ] as const) {
    if (Number.isInteger(least) && Number.isInteger(most) && least! > most!) {
      refuse(`min${what} is ${least}, and max${what} is ${most}.`, 'Give a maximum that is not less than the minimum.');
    }
  }
}
