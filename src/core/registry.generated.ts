import { Capability } from './capability';
export const CAPABILITIES: Capability[] = [];
export const DECISIONS: { [name: string]: { [key: string]: any } } = {};
