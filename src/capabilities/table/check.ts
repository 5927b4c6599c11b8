import { checkCapacity, checkCapacityRange } from './check/capacity';
import { checkIndexes } from './check/indexes';
import { checkKeys } from './check/keys';
import { TableDecisions } from './decisions';
import { TableKeyType } from './key';
import { ManagedTableProps } from './props';
import { keysOf } from './schema';
import { isText, Refuse, said } from '../../support/input';

/** Refuses props that cannot be right. Ranges and choices are checked with the decisions. */
export function checkProps(props: ManagedTableProps, refuse: Refuse): void {
  checkKeys('', props, refuse);
  checkIndexes(props, refuse);
  checkTimeToLive(props.timeToLiveAttribute, props, refuse);
  checkCapacity(props.capacity, refuse);
}

/** Refuses choices that do not go together: a team and its platform team may make them apart from each other. */
export function checkChoices(choices: TableDecisions, props: ManagedTableProps, refuse: Refuse): void {
  checkCapacityRange('Reads', choices.minReads, choices.maxReads, refuse);
  checkCapacityRange('Writes', choices.minWrites, choices.maxWrites, refuse);
  checkTimeToLive(choices.timeToLiveAttribute, props, refuse);
}

function checkTimeToLive(attribute: string | null | undefined, props: ManagedTableProps, refuse: Refuse): void {
  if (attribute === undefined || attribute === null) return;
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
  if (key && key._type !== TableKeyType.NUMBER) {
    refuse(
      `timeToLiveAttribute is '${attribute}', which is a ${key._type} in an index.`,
      'It must be a number: seconds since 1970. Anything else never expires.',
    );
  }
}
