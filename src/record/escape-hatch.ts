import { IConstruct, IMixin } from 'constructs';
import { EscapeHatchError } from '../support/errors';

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
   * The day since which it differs, `YYYY-MM-DD`: its age is what a platform team sees first.
   *
   * @default - not known
   */
  readonly since?: string;
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
   * The day since which it differs, `YYYY-MM-DD`.
   *
   * @default - not known
   */
  readonly since?: string;
  /**
   * When to look at it again, `YYYY-MM-DD`.
   *
   * @default - no date
   */
  readonly reviewBy?: string;
}

/**
 * One step of a path: a key, an element by its number, or the element that has a certain value.
 *
 * @internal
 */
export type Segment =
  { readonly key: string } | { readonly index: number } | { readonly where: string; readonly equals: string };
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

  /**
   * The steps of the path.
   *
   * @internal
   */
  public readonly _segments: Segment[];

  private constructor(
    private readonly operation: Operation,
    public readonly path: string,
    public readonly value: any,
  ) {
    this._segments = parse(path);
  }

  /** Any resource can be tried; `escape` refuses a path that does not fit. */
  public supports(construct: IConstruct): boolean {
    return construct !== undefined;
  }

  /** Applies the change to a typed resource. */
  public applyTo(construct: IConstruct): void {
    this._apply(construct, Infinity, '');
  }

  /**
   * How many levels of keys the path and the value have.
   *
   * @internal
   */
  public get _levels(): number {
    return this._segments.filter(segment => 'key' in segment).length + depth(this.value);
  }

  /**
   * Whether it takes something away.
   *
   * @internal
   */
  public get _removes(): boolean {
    return this.operation === 'remove';
  }

  /**
   * Applies the change. A key that does not exist yet is written as typed resources have it (`Name` becomes `name`) on
   * the
   * first `typedLevels` levels, and as given below them: that is where free-form JSON begins, a policy document for
   * instance.
   *
   * @internal
   */
  public _apply(target: any, typedLevels: number, where: string): void {
    const last = this._segments.length - 1;
    let at = target;
    let level = 0;
    for (let i = 0; i < last; i++) {
      const segment = this._segments[i];
      if ('key' in segment) level++;
      const next = this.step(at, segment, where, i);
      if (next === undefined || next === null) {
        const fresh = 'key' in this._segments[i + 1] ? {} : [];
        assign(at, segment, fresh, level <= typedLevels);
        at = fresh;
      } else if (typeof next !== 'object' || typeof next.resolve === 'function') {
        this.refuse(
          `'${this.pathUpTo(i)}' is ${typeof next === 'object' ? 'computed at synth' : 'a single value'}, so ` +
            'nothing below it can be changed',
          where,
          typeof next === 'object'
            ? `Replace it whole: Patch.property('${this.pathUpTo(i)}', ...).`
            : 'Shorten the path.',
        );
      } else {
        at = next;
      }
    }
    this.finish(at, typedLevels, level, where, last);
  }

  private finish(at: any, typedLevels: number, levelAbove: number, where: string, index: number): void {
    const segment = this._segments[index];
    const level = levelAbove + ('key' in segment ? 1 : 0);
    const value = typedKeys(this.value, typedLevels - level);
    if (this.operation === 'append') {
      const list = this.step(at, segment, where, index);
      if (list !== undefined && list !== null && !Array.isArray(list)) {
        this.refuse(`'${this.path}' is not a list`, where, 'Use Patch.property for a single value.');
      }
      assign(at, segment, [...(list ?? []), value], level <= typedLevels);
    } else if ('key' in segment) {
      if (this.operation === 'set') assign(at, segment, value, level <= typedLevels);
      else if (existingKey(at, segment.key) !== undefined) at[existingKey(at, segment.key)!] = undefined;
    } else {
      at.splice(this.find(at, segment, where, index), 1, ...(this.operation === 'set' ? [value] : []));
    }
  }

  private step(at: any, segment: Segment, where: string, index: number): any {
    if (!('key' in segment)) return at[this.find(at, segment, where, index)];
    const key = existingKey(at, segment.key);
    return key === undefined ? undefined : at[key];
  }

  /** The position of the element that a segment selects. */
  private find(at: any, segment: Exclude<Segment, { key: string }>, where: string, index: number): number {
    const list: any[] = Array.isArray(at) ? at : [];
    const name = (element: any) =>
      'where' in segment ? element?.[existingKey(element, segment.where) ?? segment.where] : undefined;
    const found =
      'where' in segment ? list.findIndex(element => String(name(element)) === segment.equals) : segment.index;
    if (found < 0 || found >= list.length) {
      const there = list.map(name).filter(each => each !== undefined);
      this.refuse(
        `'${this.pathUpTo(index)}' selects nothing`,
        where,
        list.length === 0
          ? 'The list is empty.'
          : 'where' in segment
            ? `There is ${segment.where} = ${there.join(', ')}.`
            : `The list has ${list.length}, from [0] on. Use Patch.append for one more.`,
      );
    }
    return found;
  }

  private pathUpTo(index: number): string {
    return this._segments
      .slice(0, index + 1)
      .map((s, i) => ('key' in s ? (i ? '.' : '') + s.key : 'index' in s ? `[${s.index}]` : `[${s.where}=${s.equals}]`))
      .join('');
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
  if (position !== path.length || path.startsWith('.') || segments.length === 0 || !('key' in segments[0])) {
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

/**
 * Whether two words differ in spelling only: `EnableECSManagedTags`, `enableEcsManagedTags`, `enable_ecs_managed_tags`.
 *
 * @internal
 */
export function sameWord(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

/** The key of an object that a template's word means: the very same one first, else `name` for `Name`. */
function existingKey(object: any, word: string): string | undefined {
  if (object === null || typeof object !== 'object') return undefined;
  if (Object.prototype.hasOwnProperty.call(object, word)) return word;
  const wanted = normal(word);
  for (const key in object) {
    if (!key.startsWith('_') && normal(key) === wanted) return key;
  }
  // The properties of a typed resource are accessors of its class.
  for (
    let proto = Object.getPrototypeOf(object);
    proto && proto !== Object.prototype;
    proto = Object.getPrototypeOf(proto)
  ) {
    const accessor = Object.entries(Object.getOwnPropertyDescriptors(proto)).find(
      ([key, { set }]) => set && normal(key) === wanted,
    );
    if (accessor) return accessor[0];
  }
  return undefined;
}

function assign(at: any, segment: Segment, value: any, typed: boolean): void {
  if ('key' in segment) at[existingKey(at, segment.key) ?? (typed ? typedKey(segment.key) : segment.key)] = value;
  else if ('index' in segment) at[segment.index] = value;
}

/** `EnableECSManagedTags` and `enable_ecs_managed_tags` are `enableEcsManagedTags` in a typed resource. */
function typedKey(word: string): string {
  const camel = word.replace(
    /[A-Z]+(?=[A-Z][a-z])|[A-Z]{2,}(?![a-z])/g,
    run => run.charAt(0) + run.slice(1).toLowerCase(),
  );
  return (camel.charAt(0).toLowerCase() + camel.slice(1)).replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

function typedKeys(value: any, levels: number): any {
  if (levels <= 0) return value;
  if (Array.isArray(value)) return value.map(element => typedKeys(element, levels));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [typedKey(key), typedKeys(inner, levels - 1)]));
}

function depth(value: any): number {
  if (Array.isArray(value)) return Math.max(0, ...value.map(depth));
  return isPlain(value) ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0;
}

/** Whether a value is an object literal: neither a list, nor a token, nor an instance of a class. */
export function isPlain(value: any): boolean {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
