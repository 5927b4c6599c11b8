/** A name of a class or of a field, from words of any kind. */
export function nameFrom(words: string): string {
  const parts = words.split(/[^A-Za-z0-9]+/).filter(part => part !== '');
  const name = parts.map(part => part[0]!.toUpperCase() + part.slice(1)).join('');
  return /^[A-Za-z]/.test(name) ? name : `It${name}`;
}

/** The field for a name of a class. */
export function fieldFrom(words: string): string {
  const name = nameFrom(words);
  return name.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, first => first.toLowerCase());
}

/** A name that is not taken yet. */
export function free(name: string, taken: Set<string>): string {
  let found = name;
  for (let i = 2; taken.has(found); i++) found = `${name}${i}`;
  taken.add(found);
  return found;
}

const WIDTH = 100;

/** Lines of a comment, each with `// ` before it. */
export function comment(text: string): string[] {
  return wrapped(text).map(line => `// ${line}`);
}

/** Lines of the doc comment of a class. */
export function docComment(paragraphs: readonly string[]): string {
  const lines = paragraphs.flatMap((paragraph, i) => [...(i > 0 ? [''] : []), ...wrapped(paragraph)]);
  return `/**\n${lines.map(line => ` * ${line}`.trimEnd()).join('\n')}\n */`;
}

function wrapped(text: string): string[] {
  const lines = [''];
  // The end of a comment in a text would end ours.
  for (const word of text.replace(/\*\//g, '* /').split(/\s+/)) {
    const last = lines.at(-1)!;
    if (last !== '' && last.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

/** A path as one word of a command line. */
export function word(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replace(/'/g, `'\\''`)}'`;
}
