/** Words and values that only somebody needs who gives AWS's keys away for good. */
const SIGNS: readonly RegExp[] = [
  /[\w-]*secret[_-]?access[_-]?key/i,
  /[\w-]*access[_-]?key[_-]?id/i,
  /(?:\b|_)aws[_-]\w*[_-]?keys?\b/i,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\baws configure (?:set|import)\b/,
  /\.aws\/credentials\b|\baws_shared_credentials_file\b/i,
];

/** A place where keys of AWS are used that do not expire by themselves. */
export interface StaticKey {
  /** From 1. */
  readonly line: number;
  /** What says so: `AWS_SECRET_ACCESS_KEY`. */
  readonly found: string;
}

/** The static keys in a workflow or in a script. Jobs assume roles by the token of their run, and need none. */
export function staticKeysIn(text: string): StaticKey[] {
  return text.split('\n').flatMap((content, i) => {
    const [found] = SIGNS.flatMap(sign => sign.exec(content)?.[0] ?? []);
    return found === undefined ? [] : [{ line: i + 1, found }];
  });
}
