/**
 * Clones and compares the properties of resources: by structure, tokens by identity. What a token resolves to is
 * decided later, by
 * whoever made it.
 *
 * @internal
 */
export class StructuralComparison {
  constructor(
    /** Keys that are nobody's business: tags come from everywhere. */
    private readonly ignored: ReadonlySet<string>,
    /** A typed key, in the template's words. */
    private readonly word: (key: string) => string,
    /** Instances that stand for something else than their fields. */
    private readonly opaque: (value: any) => boolean = () => false,
  ) {}

  clone(value: any): any {
    if (typeof value !== 'object' || value === null || isResolvable(value) || !isLiteral(value)) return value;
    if (Array.isArray(value)) return value.map(element => this.clone(element));
    const copy: any = {};
    for (const key in value) {
      if (!this.ignored.has(key)) copy[key] = this.clone(value[key]);
    }
    return copy;
  }

  /** Whether there is nothing that `differences` would find. May say no where there is nothing; quick. */
  same(before: any, now: any): boolean {
    if (before === now) return true;
    if (typeof before !== 'object' || typeof now !== 'object' || before === null || now === null) return false;
    if (isResolvable(before) || isResolvable(now) || Array.isArray(before) !== Array.isArray(now)) return false;
    for (const key in now) {
      if (!this.ignored.has(key) && !this.same(before[key], now[key])) return false;
    }
    for (const key in before) {
      if (!(key in now) && before[key] !== undefined && !this.ignored.has(key)) return false;
    }
    return true;
  }

  /** The paths at which two values differ. */
  differences(before: any, now: any, path: string = ''): string[] {
    if (before === now || this.opaque(now)) return [];
    const bothObjects =
      typeof before === 'object' &&
      typeof now === 'object' &&
      before &&
      now &&
      !isResolvable(before) &&
      !isResolvable(now);
    if (!bothObjects || Array.isArray(before) !== Array.isArray(now)) return [path];
    return [...new Set([...Object.keys(before), ...Object.keys(now)])]
      .filter(key => !this.ignored.has(key))
      .flatMap(key => {
        const step = Array.isArray(now)
          ? `[${named((now as any)[key] ?? (before as any)[key]) ?? key}]`
          : this.word(key);
        return this.differences(before[key], now[key], step.startsWith('[') || !path ? path + step : `${path}.${step}`);
      });
  }
}

function isResolvable(value: any): boolean {
  return typeof value === 'object' && value !== null && typeof value.resolve === 'function';
}

function isLiteral(value: any): boolean {
  return (
    Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null
  );
}

/** Elements with a name are spoken of by it, as in a patch's path. */
function named(element: any): string | undefined {
  return typeof element?.name === 'string' ? `Name=${element.name}` : undefined;
}
