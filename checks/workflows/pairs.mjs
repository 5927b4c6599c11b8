/** Combinations of options, few of them, in which every two values of two options meet. */

/**
 * @template {Record<string, readonly unknown[]>} O
 * @typedef {{ [K in keyof O]: O[K][number] }} Choice
 */

/**
 * Takes, again and again, the combination of most pairs that have not met yet. The same options give the same ones.
 *
 * @template {Record<string, readonly unknown[]>} O
 * @param {O} options each with its values
 * @returns {Choice<O>[]}
 */
export function pairwise(options) {
  const names = Object.keys(options);
  const open = new Set(
    names.flatMap((one, i) =>
      names
        .slice(i + 1)
        .flatMap(other => options[one].flatMap((_, a) => options[other].map((__, b) => key(one, a, other, b)))),
    ),
  );
  /** @type {Choice<O>[]} */
  const chosen = [];
  while (open.size > 0) {
    /** @type {Record<string, number>} */
    const row = Object.fromEntries(
      [...open][0].split('|').map(word => [word.split('=')[0], Number(word.split('=')[1])]),
    );
    for (const name of names.filter(each => !(each in row))) {
      const gains = options[name].map(
        (_, value) => met({ ...row, [name]: value }).filter(each => open.has(each)).length,
      );
      row[name] = gains.indexOf(Math.max(...gains));
    }
    for (const pair of met(row)) open.delete(pair);
    chosen.push(/** @type {Choice<O>} */ (Object.fromEntries(names.map(name => [name, options[name][row[name]]]))));
  }
  return chosen;

  /** @param {Record<string, number>} row of the indexes of values */
  function met(row) {
    const there = names.filter(name => name in row);
    return there.flatMap((one, i) => there.slice(i + 1).map(other => key(one, row[one], other, row[other])));
  }
}

/** @param {string} one @param {number} a @param {string} other @param {number} b */
function key(one, a, other, b) {
  return `${one}=${a}|${other}=${b}`;
}
