import { DatabaseSize } from './props';

/** The meaning of a size, on Aurora and on an instance. */
export interface SizeMeaning {
  /** The least capacity on Aurora in production, in capacity units of about 2 GiB of memory each. */
  readonly leastUnits: number;
  /** The greatest capacity on Aurora, in the same units. */
  readonly mostUnits: number;
  readonly instanceClass: string;
  /** The memory of an instance, in GiB. */
  readonly memoryGib: number;
  /** The storage that an instance starts with, in GiB. */
  readonly storageGib: number;
}

// Aurora grows from its least units in steps that get larger the more it has, so that a wide range fills slowly:
// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
// Instance classes: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
export const SIZES: { [size in DatabaseSize]: SizeMeaning } = {
  [DatabaseSize.XSMALL]: { leastUnits: 0.5, mostUnits: 2, instanceClass: 'db.t4g.small', memoryGib: 2, storageGib: 20 },
  [DatabaseSize.SMALL]: { leastUnits: 1, mostUnits: 4, instanceClass: 'db.t4g.medium', memoryGib: 4, storageGib: 20 },
  [DatabaseSize.MEDIUM]: { leastUnits: 2, mostUnits: 16, instanceClass: 'db.m7g.large', memoryGib: 8, storageGib: 100 },
  [DatabaseSize.LARGE]: {
    leastUnits: 4,
    mostUnits: 32,
    instanceClass: 'db.m7g.2xlarge',
    memoryGib: 32,
    storageGib: 400,
  },
  [DatabaseSize.XLARGE]: {
    leastUnits: 8,
    mostUnits: 128,
    instanceClass: 'db.r7g.4xlarge',
    memoryGib: 128,
    storageGib: 1000,
  },
};
