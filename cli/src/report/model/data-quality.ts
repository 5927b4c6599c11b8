export interface DataQuality {
  readonly events: { readonly read: number; readonly used: number; readonly setAside: number };
  /** All findings, including those with a count of 0. */
  readonly findings: readonly QualityFinding[];
}

export interface QualityFinding {
  readonly id: string;
  /** The title: 'Duplicated events'. */
  readonly title: string;
  readonly count: number;
  /** The effect on the report. */
  readonly treatment: string;
  /** At most five examples. */
  readonly examples: readonly string[];
  readonly kind: 'fine' | 'note' | 'attention';
}
