import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../support/durations';

/**
 * Turns a value that an engine writes into the terms of a decision. A value that is not there is undefined.
 *
 * @internal
 */
export type Codec = (written: any) => any;

/**
 * Codecs by name, for places that have a value in other terms than the decision.
 *
 * @internal
 */
export interface Codecs {
  readonly [name: string]: Codec;
}

/** The deletion policies of CloudFormation that keep a resource. */
const RETAINED = /^Retain(ExceptOnCreate)?$/;

/**
 * The codecs that every capability may name. A capability that needs others exports them as `codecs`, beside its
 * `places`.
 *
 * @internal
 */
export const CODECS: Codecs = {
  /** Whether there is a value. */
  present: written => written !== undefined,
  /** Whether there is no value, or false. */
  not: written => !written,
  /** Whether it is true, as a boolean or as a text. */
  true: written => String(written) === 'true',
  /** Whether it is AWS's constant `ENABLED`. */
  enabled: written => /^enabled$/i.test(String(written)),
  text: String,
  number: written => (written === undefined ? undefined : Number(written)),
  /** A constant of AWS in lower case, with hyphens. */
  'kebab-case': (written?: string) => written?.toLowerCase().replace(/_/g, '-'),
  'days-in-seconds': written => written / SECONDS_PER_DAY,
  'hours-in-seconds': written => (written ?? 0) / SECONDS_PER_HOUR,
  'seconds-in-milliseconds': written => (written === undefined ? undefined : written / 1000),
  /** The first element of a list. */
  first: (written?: any[]) => written?.[0],
  /** The names of a list's elements. */
  names: (written: any[] = []) => written.map(({ Name, name }) => Name ?? name),
  keys: written => Object.keys(written ?? {}),
  /** A list that is left out where it is empty. */
  'list-or-none': (written: any[] = []) => written,
  'first-word': (written: string) => written.split(' ')[0],
  /** Whether the resource is kept: by `DeletionPolicy`, or by an argument that is true. */
  kept: written => RETAINED.test(written) || written === true,
  /** The decision on removal, from `DeletionPolicy` or `prevent_destroy`. */
  'on-removal': written =>
    RETAINED.test(written) || written === true
      ? 'retain'
      : typeof written === 'string'
        ? written.toLowerCase()
        : 'delete',
  /** The decision on removal, from an argument that deletes it with all its content: `force_destroy`. */
  'on-forced-removal': written => (written ? 'delete' : 'retain'),
  /** Whose key encrypts it: `own-key` or `service-key`. */
  'whose-key': written => (written === undefined ? 'service-key' : 'own-key'),
  /** The services that the statement `Senders` of a policy lets in: a statement, or a policy as Terraform writes it. */
  senders: (written: any) => {
    const services = /"Sid" = "Senders"[^]*?"Service" = \[([^\]]*)\]/;
    const listed = typeof written === 'string' ? services.exec(written)?.[1] : JSON.stringify(written?.Principal);
    return [...(listed ?? '').matchAll(/"(\w+)\.amazonaws\.com"/g)].map(([, service]) => service);
  },
  /** Whether a policy refuses calls in clear text. */
  'tls-only': written => /aws:SecureTransport/.test(JSON.stringify(written ?? '')),
};

/**
 * Codecs for lists of values, one value for each of several slots.
 *
 * @internal
 */
export const GATHERERS: Codecs = {
  /** The value that all slots have; the list, where they differ. */
  alike: (values: any[]) => (new Set(values.map(each => JSON.stringify(each))).size === 1 ? values[0] : values),
  count: (values: any[]) => values.length,
  any: (values: any[]) => values.length > 0,
  sorted: (values: any[]) => [...values].sort(),
};
