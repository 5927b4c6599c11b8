/** The limit of one step, in milliseconds: many times what it usually takes, for a busy machine. */
const LIMIT = 180_000;

/** The steps of a scenario, in the order in which they are taken. */
export interface Steps {
  /** Changes something. When it fails, the steps after it are not tried. */
  does(what: string, work: () => Promise<void>): void;
  /** Looks at something. When it fails, the steps after it are tried all the same. */
  shows(what: string, look: () => Promise<void>): void;
}

const starts: (() => void)[] = [];

/**
 * A scenario of deployments: tests that build on each other. Several scenarios run at the same time, because most of a
 * deployment is waiting; each test then waits for its own step. So `-t` leaves out tests, and not the work:
 * `GOLDENPATH_SCENARIO=topic` runs the scenarios with that in their names, and no other.
 *
 * @param limit of one step, in milliseconds
 */
export function scenario(name: string, define: (steps: Steps) => void, limit = LIMIT): void {
  if (!name.includes(process.env.GOLDENPATH_SCENARIO ?? '')) return;
  describe(name, () => {
    let broken: string | undefined;
    let before = new Promise<void>(start => starts.push(start));
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
      test(what, () => now, limit);
    };
    define({
      does: (what, work) => step(what, work, true),
      shows: (what, look) => step(what, look, false),
    });
  });
}

/** Starts all scenarios. */
export function begin(): void {
  for (const start of starts) start();
}

function notReached(broken: string): Error {
  const error = new Error(`Not reached, because this failed: '${broken}'.`);
  error.stack = error.message; // The place where it was thrown tells nothing.
  return error;
}
