import { IConstruct, IMixin } from 'constructs';
import { EscapeHatchError } from './errors';

/** Why a team leaves the path, for how long, and who answers for it. */
export interface EscapeOptions {
  /** Why. What the platform team reads when it looks for what to improve. */
  readonly reason: string;
  /**
   * Who answers for it.
   *
   * @default - the owner of the construct
   */
  readonly owner?: string;
  /**
   * When to look at it again, `YYYY-MM-DD`. From 30 days before, synth warns.
   *
   * @default - no date
   */
  readonly reviewBy?: string;
}

/** How an escape came to be known. */
export enum EscapeKind {
  /** `escape(slot, Patch...)`. */
  PATCH = 'patch',
  /** `escape(slot, mixin)`. */
  MIXIN = 'mixin',
  /** A change to `resources.*`, or by an Aspect, that nobody recorded. */
  UNRECORDED = 'unrecorded',
  /** A change that a platform team makes for everybody: removal policies, permission boundaries. */
  ORGANIZATION_POLICY = 'organization-policy',
}

/** One place where a construct differs from what the path decided. */
export interface EscapeHatchUse {
  /** The slot: the name of the resource. */
  readonly slot: string;
  /** How it came to be known. */
  readonly kind: EscapeKind;
  /** What was changed: property paths in the template's words. */
  readonly properties: string[];
  /**
   * Why.
   *
   * @default - unrecorded
   */
  readonly reason?: string;
  /**
   * Who answers for it.
   *
   * @default - unrecorded
   */
  readonly owner?: string;
  /**
   * When to look at it again, `YYYY-MM-DD`.
   *
   * @default - no date
   */
  readonly reviewBy?: string;
}

/**
 * How a key that does not exist yet is written into the resource.
 *
 * @internal
 */
export enum KeyStyle {
  /** As the typed properties of L1s have it: `Name` becomes `name`, `propagate_tags` becomes `propagateTags`. */
  TYPED = 'typed',
  /** As given: free-form JSON, for instance a policy document. */
  VERBATIM = 'verbatim',
}

type Segment = { key: string } | { index: number } | { where: string; equals: string };
type Operation = 'set' | 'append' | 'remove';

/**
 * A change to one property of one resource, in the template's own words. Lists are selected into:
 * `ContainerDefinitions[Name=app].Memory`, `Tags[0].Value`.
 *
 * It assigns the property of the typed resource, so that policies and other Aspects see it.
 */
export class Patch implements IMixin {
  /** Sets a property, for instance `Patch.property('PropagateTags', 'NONE')`. */
  public static property(path: string, value: any): Patch {
    return new Patch('set', path, value);
  }

  /** Adds an element at the end of a list. */
  public static append(path: string, value: any): Patch {
    return new Patch('append', path, value);
  }

  /** Removes a property or an element of a list. */
  public static remove(path: string): Patch {
    return new Patch('remove', path, undefined);
  }

  private readonly segments: Segment[];

  private constructor(private readonly operation: Operation, public readonly path: string, public readonly value: any) {
    this.segments = parse(path);
  }

  /** Any resource can be tried; `escape` refuses a path that does not fit. */
  public supports(construct: IConstruct): boolean {
    return construct !== undefined;
  }

  /** Applies the change to a typed resource. */
  public applyTo(construct: IConstruct): void {
    this._apply(construct, KeyStyle.TYPED, '');
  }

  /**
   * Applies the change, writing new keys in one of the two styles.
   *
   * @internal
   */
  public _apply(target: any, style: KeyStyle, where: string): void {
    const last = this.segments.length - 1;
    let at = target;
    for (let i = 0; i < last; i++) {
      const next = this.step(at, this.segments[i], where, i);
      if (next === undefined || next === null) {
        const fresh = 'index' in this.segments[i + 1] || 'where' in this.segments[i + 1] ? [] : {};
        assign(at, this.segments[i], fresh, style);
        at = this.step(at, this.segments[i], where, i);
      } else if (typeof next !== 'object' || typeof next.resolve === 'function') {
        this.refuse(`'${this.pathUpTo(i)}' is ${typeof next === 'object' ? 'computed at synth' : 'a single value'}, so nothing below it can be changed`, where,
          typeof next === 'object' ? `Replace it whole: Patch.property('${this.pathUpTo(i)}', ...).` : 'Shorten the path.');
      } else {
        at = next;
      }
    }
    this.finish(at, this.segments[last], style, where, last);
  }

  private finish(at: any, segment: Segment, style: KeyStyle, where: string, index: number): void {
    const value = style === KeyStyle.TYPED ? typedKeys(this.value) : this.value;
    if (this.operation === 'set') {
      if ('where' in segment) {
        at[this.find(at, segment, where, index)] = value;
      } else {
        assign(at, segment, value, style);
      }
    } else if (this.operation === 'append') {
      const list = this.step(at, segment, where, index);
      if (list !== undefined && !Array.isArray(list)) this.refuse(`'${this.path}' is not a list`, where, 'Use Patch.property for a single value.');
      assign(at, segment, [...(list ?? []), value], style);
    } else if ('key' in segment) {
      const key = existingKey(at, segment.key);
      if (key !== undefined) at[key] = undefined;
    } else {
      at.splice('index' in segment ? segment.index : this.find(at, segment, where, index), 1);
    }
  }

  private step(at: any, segment: Segment, where: string, index: number): any {
    if ('key' in segment) {
      const key = existingKey(at, segment.key);
      return key === undefined ? undefined : at[key];
    }
    return 'index' in segment ? at[segment.index] : at[this.find(at, segment, where, index)];
  }

  private find(at: any, segment: { where: string; equals: string }, where: string, index: number): number {
    const list: any[] = Array.isArray(at) ? at : [];
    const found = list.findIndex(element => String(element?.[existingKey(element, segment.where) ?? segment.where]) === segment.equals);
    if (found < 0) {
      const there = list.map(element => element?.[existingKey(element, segment.where) ?? segment.where]).filter(name => name !== undefined);
      this.refuse(`'${this.pathUpTo(index)}' selects nothing`, where, there.length ? `There is ${segment.where} = ${there.join(', ')}.` : 'The list is empty.');
    }
    return found;
  }

  private pathUpTo(index: number): string {
    return this.segments.slice(0, index + 1).map((s, i) => 'key' in s ? (i ? '.' : '') + s.key : 'index' in s ? `[${s.index}]` : `[${s.where}=${s.equals}]`).join('');
  }

  private refuse(what: string, where: string, hint: string): never {
    throw new EscapeHatchError({ what: `Patch '${this.path}': ${what}.`, where, hint, page: 'guides/escape-hatch.md' });
  }
}

function parse(path: string): Segment[] {
  const segments: Segment[] = [];
  const pattern = /(?:^|\.)([A-Za-z0-9_:/@-]+)|\[(\d+)\]|\[([A-Za-z0-9_]+)=([^\]]+)\]/gy;
  let position = 0;
  for (let match = pattern.exec(path); match; match = pattern.exec(path)) {
    position = pattern.lastIndex;
    if (match[1] !== undefined) segments.push({ key: match[1] });
    else if (match[2] !== undefined) segments.push({ index: Number(match[2]) });
    else segments.push({ where: match[3], equals: match[4] });
  }
  if (position !== path.length || segments.length === 0 || !('key' in segments[0])) {
    throw new EscapeHatchError({
      what: `'${path}' is not a property path (it stops making sense at character ${position + 1}).`,
      where: 'Patch',
      hint: "Write it as in the template: 'ContainerDefinitions[Name=app].Memory' or 'Tags[0].Value'.",
      page: 'guides/escape-hatch.md',
    });
  }
  return segments;
}

const normal = (key: string) => key.replace(/_/g, '').toLowerCase();

/** The key of an object that a template's word means: the very same one first, else `name` for `Name`. */
function existingKey(object: any, word: string): string | undefined {
  if (object === null || typeof object !== 'object') return undefined;
  if (Object.prototype.hasOwnProperty.call(object, word)) return word;
  const wanted = normal(word);
  for (const key in object) {
    if (!key.startsWith('_') && normal(key) === wanted) return key;
  }
  // The properties of a typed resource are accessors of its class.
  for (let proto = Object.getPrototypeOf(object); proto && proto !== Object.prototype; proto = Object.getPrototypeOf(proto)) {
    const accessor = Object.entries(Object.getOwnPropertyDescriptors(proto)).find(([key, { set }]) => set && normal(key) === wanted);
    if (accessor) return accessor[0];
  }
  return undefined;
}

function assign(at: any, segment: Segment, value: any, style: KeyStyle): void {
  if ('index' in segment) at[segment.index] = value;
  else if ('key' in segment) at[existingKey(at, segment.key) ?? (style === KeyStyle.TYPED ? typedKey(segment.key) : segment.key)] = value;
}

function typedKey(word: string): string {
  return (word.charAt(0).toLowerCase() + word.slice(1)).replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

function typedKeys(value: any): any {
  if (Array.isArray(value)) return value.map(typedKeys);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [typedKey(key), typedKeys(inner)]));
}
