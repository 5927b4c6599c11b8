import type { PlatformValue } from './model.js';
import { asWritten } from './value-as-written.js';
import { inUnits } from './value-in-units.js';
import type { Measurements, ValueSettings } from './value-settings.js';

/** The value of the platform, by the original formula and with correct units. */
export function valueOf(measurements: Measurements, settings: ValueSettings): PlatformValue {
  return { asWritten: asWritten(measurements, settings), inUnits: inUnits(measurements, settings) };
}
