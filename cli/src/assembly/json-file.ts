import { readFile } from 'node:fs/promises';
import { UnreadableInputError } from '../errors.js';

/** Reads a JSON file. Throws an error with a hint where the file is missing or truncated. */
export async function readJson(file: string): Promise<any> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UnreadableInputError({
      what: code === 'ENOENT' ? 'A file is missing.' : `A file cannot be read (${code}).`,
      where: file,
      hint: code === 'ENOENT' ? 'Synthesise again: the output is not complete.' : 'Check the permissions.',
    });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnreadableInputError({
      what: `A file is no JSON: ${(error as Error).message}`,
      where: file,
      hint:
        text.trim() === '' || isCutOff(text, (error as Error).message)
          ? 'It is empty or cut off. Synthesise again, and let it end before the output is read.'
          : 'Give the output of cdk synth or cdktf synth.',
    });
  }
}

/** Whether a parse error means that the file is truncated: the error is then at the end of the text. */
function isCutOff(text: string, message: string): boolean {
  return (
    /end of JSON|Unterminated/.test(message) || Number(/at position (\d+)/.exec(message)?.[1]) >= text.trimEnd().length
  );
}
