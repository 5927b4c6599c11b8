import type { Database } from './database.js';

/** Shows the progress of work in the database every 500 ms. */
export async function withProgress(
  database: Database,
  text: string,
  progress: (text: string) => void,
  work: () => Promise<void>,
): Promise<void> {
  progress(text);
  const timer = setInterval(
    () => progress(database.percentage === undefined ? text : `${text}, ${Math.round(database.percentage)} %`),
    500,
  );
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
}
