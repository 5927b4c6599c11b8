/**
 * Clones and compares the properties of resources: by structure, and tokens by identity. Whoever made a token decides
 * later what it resolves to.
 *
 * @internal
 */
export class StructuralComparison {
  constructor(
    /** The keys to ignore: tags come from everywhere. */
    private readonly ignored: ReadonlySet<string>,
    /** The name in the template of a typed key. */
    private readonly nameOf: (key: string) => string,
    /** Whether an instance is not compared by its fields. */
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

  /** Whether two values are surely equal. Quick: where it is false, `differences` may still find none. */
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
          : this.nameOf(key);
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

/** The selection of an element by its name, as in the path of a patch. */
function named(element: any): string | undefined {
  return typeof element?.name === 'string' ? `Name=${element.name}` : undefined;
}
