/**
 * Whether a text is the name of a branch: what Git takes, and what means nothing else to a forge or a shell.
 *
 * @see https://git-scm.com/docs/git-check-ref-format
 * @internal
 */
export function isBranch(name: string): boolean {
  const parts = name.split('/');
  return (
    parts.every(part => /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(part) && !/\.\.|\.$|\.lock$/.test(part)) &&
    parts[0] !== 'refs' &&
    name !== 'HEAD'
  );
}

/**
 * What such a name is, in words.
 *
 * @internal
 */
export const A_BRANCH = "the name of a branch as Git takes it, without 'refs/heads/' and wildcards: main, release/2027";
