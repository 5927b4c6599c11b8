import { DatabaseDecisions } from './decisions';
import { capacityPlaces } from './places/capacity';
import { observationPlaces } from './places/observation';
import { protectionPlaces } from './places/protection';
import { serverPlaces } from './places/server';
import { SizeMeaning, SIZES } from './sizes';
import { Codecs } from '../../record/codecs';
import { Place } from '../../record/place';

export const places: Place<DatabaseDecisions>[] = [
  ...serverPlaces,
  ...capacityPlaces,
  ...protectionPlaces,
  ...observationPlaces,
];

/** The decisions that the two engines do not show alike. The README has the reasons. */
export const differences: string[] = ['engineRelease'];

export const conditions: { readonly [name: string]: (choices: DatabaseDecisions) => boolean } = {
  'major-version': isMajor,
  // Of a major version, Terraform is told no release unless AWS leaves it alone.
  'exact-version-on-both': choices => !isMajor(choices) || !choices.minorUpgrades,
};

export const codecs: Codecs = {
  engine: (engine: string) => (/mysql/.test(engine) ? 'mysql' : 'postgres'),
  deployment: (engine: string) => (/^aurora-/.test(engine) ? 'serverless' : 'instance'),
  'size-of-units': units => sizeWith(({ mostUnits }) => mostUnits === units),
  'size-of-class': written => sizeWith(({ instanceClass }) => instanceClass === written),
  'extended-support': (support: string) => !/-disabled$/.test(support),
  version: (family: string) => /[\d.]+$/.exec(family)?.[0],
  'instance-class': (written: string) => (written === 'db.serverless' ? undefined : written),
  'switched-on': written => ['1', 'ON'].includes(written),
  'delete-or-snapshot': skipped => (skipped ? 'delete' : 'snapshot'),
  'milliseconds-in-seconds': seconds => Number(seconds) * 1000,
};

/** Whether a major version was asked for, which stands for one of its releases. */
function isMajor({ engineVersion, engineRelease }: DatabaseDecisions): boolean {
  return engineRelease.startsWith(`${engineVersion}.`);
}

function sizeWith(fits: (size: SizeMeaning) => boolean): string | undefined {
  return Object.entries(SIZES).find(([, size]) => fits(size))?.[0];
}
