import { isToken } from './tokens';

/** The hint about values of tags: which ones AWS accepts. */
export const TAG_VALUE_HINT = 'Give at most 256 letters, digits, spaces and + - = . _ : / @.';

/** Whether AWS accepts a text as the value of a tag. Owners and organisations become tags. */
export function isTagValue(text: any): boolean {
  return typeof text === 'string' && (isToken(text) || /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u.test(text));
}
