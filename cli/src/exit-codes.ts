/** The exit codes of the program. Scripts rely on these numbers. */
export const EXIT = {
  /** Success: no finding, or no finding of a kind that should fail the command. */
  FINE: 0,
  /** A finding or a difference. */
  FINDING: 1,
  /** A wrong command line. */
  WRONG_USE: 2,
  /** Input that cannot be read: missing, truncated, from another program, or refused by AWS. */
  UNREADABLE: 3,
  /** An error in this program. */
  INTERNAL: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
