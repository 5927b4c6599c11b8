/**
 * The gate over the workflows of deliveries: see ../README.md.
 *
 *     TSX_TSCONFIG_PATH=checks/tsconfig.json node --import tsx checks/workflows/run.mjs
 *
 * Exits with 77 where a linter cannot be had; the others have looked all the same.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LINTERS, Missing } from './linters.mjs';
import { FAULTS, writeSeeded } from './seeded.mjs';

const SKIPPED = 77;
/** What a line of a workflow may ask zizmor to pass over, and why that is right. */
const EXPLAINED = {
  'self-repository':
    "a workflow of the same commit is called by its path: what checks and runs it elsewhere has no '$/'",
};

/** @param {string} folder @returns {{ repository: string, files: string[], choice: string }[]} */
function written(folder) {
  const script = fileURLToPath(new URL('deliveries.mjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), script, folder],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  );
  if (status !== 0) throw new Error(`The workflows could not be written:\n${stderr.trim().slice(-2000)}`);
  return JSON.parse(stdout);
}

/** What is passed over without being explained here. @param {string} file @param {string} text */
function unexplained(file, text) {
  return [...text.matchAll(/(?:zizmor: ignore\[([^\]]*)\]|(actionlint-ignore|zizmor: disable)\S*)/g)].flatMap(
    ([whole, rules]) =>
      rules?.split(',').every(rule => rule.trim() in EXPLAINED) ? [] : [`${file}: '${whole}' is not explained`],
  );
}

/** @param {string} folder */
function judge(folder) {
  const deliveries = written(folder);
  const files = deliveries.flatMap(each => each.files);
  const seeded = writeSeeded(join(folder, 'seeded'));
  const problems = files.flatMap(file => unexplained(relative(folder, file), readFileSync(file, 'utf8')));
  const skipped = [];
  for (const { name, look } of LINTERS) {
    try {
      const found = look([...files, seeded.file]);
      const wanted = FAULTS.filter(({ linter }) => linter === name);
      const missed = wanted.filter(
        ({ rule, line }) =>
          !found.some(
            each => each.file === seeded.file && each.rule === rule && line.test(seeded.lines[each.line - 1]),
          ),
      );
      problems.push(...missed.map(({ fault, rule }) => `${name} does not find ${fault} (${rule})`));
      const faults = found.filter(({ file }) => file !== seeded.file);
      problems.push(
        ...faults.map(({ file, line, rule, text }) => `${relative(folder, file)}:${line}: ${name}, ${rule}: ${text}`),
      );
      console.log(
        `${name}: ${files.length} workflows of ${deliveries.length} deliveries, ${faults.length} findings; ` +
          `${wanted.length - missed.length} of ${wanted.length} seeded faults found`,
      );
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      skipped.push(error.message);
    }
  }
  return { problems, skipped };
}

const folder = mkdtempSync(join(tmpdir(), 'workflows-'));
try {
  const { problems, skipped } = judge(folder);
  for (const problem of problems) console.log(problem);
  for (const reason of skipped) console.log(`skipped: ${reason}`);
  process.exitCode = problems.length > 0 ? 1 : skipped.length > 0 ? SKIPPED : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
