/** How long one step may take, in milliseconds: on a busy machine, many times what it usually does. */
const LIMIT = 180_000;

/** Tells of one life, in the order in which it happens. */
export interface Story {
  /** Changes something. When it fails, what comes after is not tried. */
  does(what: string, work: () => Promise<void>): void;
  /** Looks at something. What comes after goes on. */
  shows(what: string, look: () => Promise<void>): void;
}

const births: (() => void)[] = [];

/**
 * The life of something that is deployed: tests that build on each other. Several lives are led at the same time,
 * because
 * most of a deployment is waiting; each test then waits for its own step.
 */
export function life(name: string, tell: (story: Story) => void): void {
  describe(name, () => {
    let broken: string | undefined;
    let before = new Promise<void>(born => births.push(born));
    const step = (what: string, work: () => Promise<void>, breaks: boolean) => {
      const now = before.then(async () => {
        if (broken) throw notReached(broken);
        try {
          await work();
        } catch (error) {
          if (breaks) broken = what;
          throw error;
        }
      });
      before = now.catch(() => {});
      test(what, () => now, LIMIT);
    };
    tell({
      does: (what, work) => step(what, work, true),
      shows: (what, look) => step(what, look, false),
    });
  });
}

/** Begins all lives. */
export function begin(): void {
  for (const birth of births) birth();
}

function notReached(broken: string): Error {
  const error = new Error(`Not reached, because this failed: '${broken}'.`);
  error.stack = error.message; // Where it was thrown tells nothing.
  return error;
}
