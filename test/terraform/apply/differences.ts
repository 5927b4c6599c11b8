import { Change } from './terraform';

/** What a plan would change of what was applied, attribute by attribute. */
export function differencesIn(changes: readonly Change[]): string[] {
  return changes.flatMap(({ address, action, before, after, unknown }) => {
    if (action !== 'update') return [`${address}: ${action}`];
    const names = Object.keys({ ...before, ...after }).filter(
      name => holdsUnknown(unknown?.[name]) || JSON.stringify(before[name]) !== JSON.stringify(after[name]),
    );
    return names.map(name => `${address}: ${name}: ${JSON.stringify(before[name])} -> ${JSON.stringify(after[name])}`);
  });
}

function holdsUnknown(value: any): boolean {
  return value === true || (typeof value === 'object' && value !== null && Object.values(value).some(holdsUnknown));
}
