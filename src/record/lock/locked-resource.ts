import { CONDITION, lockedType } from './locked-types';
import { isToken } from '../../support/tokens';

/** The values of a resource that identify it, by the name of the property. */
export type Identity = { readonly [property: string]: any };

/**
 * A resource that the lock keeps, as it stands in an app.
 *
 * @internal
 */
export interface StandingResource {
  /** The path of the construct. */
  readonly path: string;
  readonly slot: string;
  /** The capability of the construct. Older locks do not say it. */
  readonly capability?: string;
  /** The name of the stack with which it is deployed. */
  readonly stack: string;
  /** The account and the region, `123456789012/eu-west-1`, where both are known. */
  readonly environment?: string;
  readonly type: string;
  /** The logical id, or on Terraform the name in the address. */
  readonly id: string;
  /** The name in the address from which Terraform is told to move it. */
  readonly formerId?: string;
  readonly tier: string;
  /** The path of the construct when the resource was made, if it was another one. */
  readonly madeAt?: string;
  readonly identity: Identity;
  /** Whether its identity is not known here, because it is of a stage that is synthesised by itself. */
  readonly isElsewhere?: boolean;
}

/**
 * A row of the lock.
 *
 * @internal
 */
export interface LockedResource extends StandingResource {
  /** What somebody has accepted to lose, and why. */
  readonly accepted?: { readonly reason: string; readonly on: string };
}

/**
 * The part of a resource that identifies it. Undefined for one that the lock does not keep.
 *
 * @param read gives the value of a property, as the template will have it
 * @param of the types of all resources of the construct, and whether the values are known yet
 * @internal
 */
export function identityOf(
  type: string,
  read: (property: string) => any,
  { beside, withIdentity }: { readonly beside: readonly string[]; readonly withIdentity: boolean },
): Identity | undefined {
  const locked = lockedType(type);
  if (!locked) return undefined;
  if (locked.unless?.some(property => isSet(read(property)))) return undefined;
  if (locked.knownBy?.some(each => beside.includes(each))) return undefined;
  if (!withIdentity) return {};
  const values = [...locked.identifiedBy, CONDITION].map(property => [property, read(property)] as const);
  const known = values.filter(([, value]) => isSet(value)).map(([name, value]) => [name, plain(value)]);
  return ofKeysOnly(Object.fromEntries(known));
}

/** Of the attributes of a table, those of its keys: of an index, another attribute is none of the table's. */
function ofKeysOnly(identity: Identity): Identity {
  const { AttributeDefinitions, KeySchema, attribute, hash_key: hash, range_key: range } = identity;
  if (Array.isArray(AttributeDefinitions) && Array.isArray(KeySchema)) {
    const keys = new Set(KeySchema.map(({ AttributeName }: any) => AttributeName));
    return {
      ...identity,
      AttributeDefinitions: AttributeDefinitions.filter((each: any) => keys.has(each.AttributeName)),
    };
  }
  if (!Array.isArray(attribute)) return identity;
  return { ...identity, attribute: attribute.filter((each: any) => each.name === hash || each.name === range) };
}

function isSet(value: any): boolean {
  return value !== undefined && value !== null;
}

/** What is known in another stack only may have another name tomorrow, and be the same. */
const ELSEWHERE = '(of another stack)';
/** A reference of Terraform, with the name of the block, which is another one after a move. */
const REFERENCE = /\$\{(\w+)\.[^.}]+\.([^}]+)\}/g;

function plain(value: any): any {
  if (typeof value === 'string') {
    if (isToken(value) || value.includes('${data.terraform_remote_state.')) return ELSEWHERE;
    return value.replace(REFERENCE, '${$1.$2}');
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const [key] = Object.keys(value);
  if (key === 'Fn::ImportValue' || key === 'Fn::GetStackOutput') return ELSEWHERE;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}
