import { {{Name}}Choices } from './decisions';
import { Place } from '../../record/place';

/** Where each decision about a {{words}} is seen, on both engines. */
export const places: Place<{{Name}}Choices>[] = [
  { decision: 'value', slot: 'parameter', cloudformation: 'Value', terraform: 'insecure_value' },
  { decision: 'storage', slot: 'parameter', cloudformation: 'Tier', terraform: 'tier' },
];

/** The two engines show the same decisions. */
export const differences: string[] = [];
