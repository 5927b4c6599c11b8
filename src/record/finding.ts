/**
 * Something that whoever synthesises an app is told of, about one construct of it.
 *
 * @internal
 */
export interface Finding {
  /** The rule. It is acknowledged by `goldenpath::` and this: `escape-overdue`, `limit:queue.retentionDays`. */
  readonly rule: string;
  /** Fatal is what is refused, and cannot be acknowledged. */
  readonly severity: 'info' | 'warning' | 'fatal';
  /** The fault, in a sentence. */
  readonly text: string;
  /** The remedy, in a sentence. */
  readonly fix: string;
  /**
   * The resource that it is about, and the properties of it.
   *
   * @default - it is about the construct
   */
  readonly at?: { readonly slot: string; readonly properties: readonly string[] };
}

/** A finding in one text. */
export function textOf({ text, fix }: Finding): string {
  return `${text} ${fix}`;
}
