/** What the exit code says. Scripts rely on these. */
export const EXIT = {
  /** Nothing to say, or nothing that was asked to fail on. */
  FINE: 0,
  /** There is a finding or a difference. */
  FINDING: 1,
  /** The command was called in a wrong way. */
  WRONG_USE: 2,
  /** The input cannot be read: missing, truncated, foreign, or refused by AWS. */
  UNREADABLE: 3,
  /** A mistake of this program. */
  INTERNAL: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
