import { IConstruct, IMixin } from 'constructs';
import { formatPath, parsePath, Segment } from './property-path';
import { depth, existingKey, typedKey, typedKeys } from './spelling';
import { EscapeHatchError } from '../support/errors';
import { isGiven } from '../support/input';

/** @internal */
export type Operation = 'set' | 'append' | 'remove';

/**
 * A change to one property of one resource, by its path in the template. A path can select elements of lists:
 * `ContainerDefinitions[Name=app].Memory`, `Tags[0].Value`.
 *
 * It assigns the property of the typed resource, so that policies and other Aspects see it.
 */
export class Patch implements IMixin {
  /** Sets a property, for instance `Patch.property('PropagateTags', 'TASK_DEFINITION')`. */
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
    /** @internal */
    public readonly _operation: Operation,
    public readonly path: string,
    public readonly value: any,
  ) {
    this._segments = parsePath(path);
  }

  /** Always true: `escape` refuses a path that does not fit the resource. */
  public supports(construct: IConstruct): boolean {
    return construct !== undefined;
  }

  /** Applies the change to a typed resource. */
  public applyTo(construct: IConstruct): void {
    this._apply(construct, Infinity, '');
  }

  /**
   * The number of levels of keys in the path and the value.
   *
   * @internal
   */
  public get _levels(): number {
    return this._segments.filter(segment => 'key' in segment).length + depth(this.value);
  }

  /**
   * Whether it removes something.
   *
   * @internal
   */
  public get _removes(): boolean {
    return this._operation === 'remove';
  }

  /**
   * Applies the change. A key that does not exist yet is written as typed resources have it (`Name` becomes `name`) on
   * the first `typedLevels` levels, and as given below them: that is where free-form JSON begins, a policy document for
   * instance; and below the keys of `freeForm`.
   *
   * @internal
   */
  public _apply(target: any, typedLevels: number, where: string, freeForm: ReadonlySet<string> = new Set()): void {
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
    const value = (below: number) => typedKeys(this.value, typedLevels - below, freeForm);
    this.finish(at, typedLevels, level, { where, value });
  }

  /** Changes what the last step of the path selects. */
  private finish(
    at: any,
    typedLevels: number,
    levelAbove: number,
    { where, value: spelled }: { where: string; value: (below: number) => any },
  ): void {
    const index = this._segments.length - 1;
    const segment = this._segments[index];
    const level = levelAbove + ('key' in segment ? 1 : 0);
    const value = spelled(level);
    if (this._operation === 'append') {
      const list = this.step(at, segment, where, index);
      if (isGiven(list) && !Array.isArray(list)) {
        this.refuse(`'${this.path}' is not a list`, where, 'Use Patch.property for a single value.');
      }
      assign(at, segment, [...(list ?? []), value], level <= typedLevels);
    } else if ('key' in segment) {
      if (this._operation === 'set') assign(at, segment, value, level <= typedLevels);
      else if (existingKey(at, segment.key) !== undefined) at[existingKey(at, segment.key)!] = undefined;
    } else {
      at.splice(this.find(at, segment, where, index), 1, ...(this._operation === 'set' ? [value] : []));
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
    return formatPath(this._segments.slice(0, index + 1));
  }

  private refuse(what: string, where: string, hint: string): never {
    throw new EscapeHatchError({ what: `Patch '${this.path}': ${what}.`, where, hint, page: 'guides/escape-hatch.md' });
  }
}

function assign(at: any, segment: Segment, value: any, typed: boolean): void {
  if ('key' in segment) at[existingKey(at, segment.key) ?? (typed ? typedKey(segment.key) : segment.key)] = value;
  else if ('index' in segment) at[segment.index] = value;
}
