export interface Escapes {
  readonly recorded: number;
  readonly unrecorded: number;
  readonly overdue: number;
  /** The escapes past their review date, the longest overdue first. */
  readonly past: readonly PastEscape[];
  /** Ranked by the number of teams. */
  readonly demand: readonly EscapeDemand[];
  /** The deployed stacks, which contain only the number of their escapes. At most 200. */
  readonly countedOnly: ReadonlyArray<{
    readonly stack: string;
    readonly recorded: number;
    readonly unrecorded: number;
  }>;
}

export interface PastEscape {
  readonly stack: string;
  /** The path of the construct. */
  readonly where: string;
  readonly properties: readonly string[];
  readonly reason: string | null;
  /** The responsible team. */
  readonly owner: string | null;
  readonly reviewBy: string;
  /** The days since the review date. */
  readonly daysOver: number;
  /** Null where the age is not known. */
  readonly ageDays: number | null;
}

export interface EscapeDemand {
  readonly what: string;
  readonly teams: readonly string[];
  readonly recorded: number;
  readonly unrecorded: number;
  /** The age of the oldest escape in days; null where no age is known. */
  readonly oldestDays: number | null;
  /** The change to the path that would make these escapes unnecessary. */
  readonly change: string;
}
