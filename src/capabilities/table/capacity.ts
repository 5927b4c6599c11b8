import { PAGE } from './page';
import { refusal } from '../../support/input';
import { checkStruct } from '../../support/structs';

/**
 * How a table is paid for.
 *
 * @internal
 */
export enum TableCapacityMode {
  /** By the request. */
  ON_DEMAND = 'on-demand',
  /** By the hour, for a capacity that follows the load. */
  PROVISIONED = 'provisioned',
}

/** The bounds of a table that is paid for by the request. They hold for each index as well. */
export interface OnDemandCapacity {
  /**
   * The most read request units a second, from 1: one is a consistent read of up to 4 KB. What goes beyond it is
   * throttled.
   *
   * @default - 1,000 in development, 4,000 in staging, 12,000 in production
   */
  readonly maxReads?: number;
  /**
   * The most write request units a second, from 1: one is a write of up to 1 KB. What goes beyond it is throttled.
   *
   * @default - 500 in development, 1,000 in staging, 4,000 in production
   */
  readonly maxWrites?: number;
}

/** The range of a table that is paid for by the hour. It holds for each index as well. */
export interface ProvisionedCapacity {
  /**
   * The least read capacity units, from 1: one is a consistent read of up to 4 KB a second.
   *
   * @default - 1 in development, 2 in staging, 5 in production
   */
  readonly minReads?: number;
  /**
   * The most read capacity units.
   *
   * @default - 10 in development, 100 in staging, 1,000 in production
   */
  readonly maxReads?: number;
  /**
   * The least write capacity units, from 1: one is a write of up to 1 KB a second.
   *
   * @default - 1 in development, 2 in staging, 5 in production
   */
  readonly minWrites?: number;
  /**
   * The most write capacity units.
   *
   * @default - 10 in development, 100 in staging, 1,000 in production
   */
  readonly maxWrites?: number;
  /**
   * How much of the capacity is to be used, in percent, 20 to 90.
   *
   * @default 70
   */
  readonly targetUtilization?: number;
}

/** How a table is paid for, and the bounds of what it takes. */
export class TableCapacity {
  /** Paid for by the request: follows the load from nothing, and costs nothing when idle. */
  public static onDemand(bounds: OnDemandCapacity = {}): TableCapacity {
    checkStruct('OnDemandCapacity', bounds ?? {}, refusal('TableCapacity.onDemand', PAGE), 'bounds');
    return new TableCapacity(TableCapacityMode.ON_DEMAND, bounds ?? {});
  }

  /** Paid for by the hour: cheaper for a load that is steady, and follows it within minutes. */
  public static provisioned(range: ProvisionedCapacity = {}): TableCapacity {
    checkStruct('ProvisionedCapacity', range ?? {}, refusal('TableCapacity.provisioned', PAGE), 'range');
    return new TableCapacity(TableCapacityMode.PROVISIONED, range ?? {});
  }

  private constructor(
    /**
     * How it is paid for.
     *
     * @internal
     */
    public readonly _mode: TableCapacityMode,
    /** Its bounds. On demand it has no least ones. */
    public readonly range: ProvisionedCapacity,
  ) {}
}
