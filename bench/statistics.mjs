/** The middle value, or the mean of the two in the middle. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The middle value and the two ends. */
export function spread(values) {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}

/** The keys whose counts differ. */
export function difference(ours, theirs) {
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])]
    .sort()
    .map(type => ({ type, ours: ours[type] ?? 0, theirs: theirs[type] ?? 0 }))
    .filter(({ ours: a, theirs: b }) => a !== b);
}

/** A Markdown table, with numbers to the right. */
export function table(head, rows) {
  const cells = [head, ...rows].map(row => row.map(String));
  const widths = head.map((_, column) => Math.max(3, ...cells.map(row => row[column].length)));
  const numeric = head.map((_, column) => rows.every(row => /^-?\d/.test(String(row[column]))));
  const line = row =>
    `| ${row.map((cell, column) => (numeric[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (numeric[column] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  return [line(cells[0]), rule, ...cells.slice(1).map(line)].join('\n');
}
