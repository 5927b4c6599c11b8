import { App, Stack } from 'aws-cdk-lib';
import * as aws from '../../src';
import { GoldenPathError } from '../../src/support/errors';
import { JUNK } from '../fixtures/junk';

/** A call of a public function, with anything in one of its places. */
interface Call {
  readonly name: string;
  readonly place: number;
  readonly call: (junk: unknown) => void;
}

/** The number of parameters, those with a default too. */
function parametersOf(method: (...args: any[]) => unknown): number {
  const [, list] = /^[^(]*\(([^]*?)\)\s*\{/.exec(String(method))!;
  return list.trim() ? list.split(/,(?![^{]*\})/).length : 0;
}

/** Every public static function of every class, which an app calls with what it has read from somewhere. */
function factories(): Call[] {
  return Object.entries(aws as any).flatMap(([name, Class]: [string, any]) => {
    if (typeof Class !== 'function') return [];
    const methods = Object.getOwnPropertyNames(Class).filter(
      method => !/^(_|prototype$|length$|name$)/.test(method) && typeof Class[method] === 'function',
    );
    return methods.flatMap(method => {
      const inScope = /^from[A-Z]/.test(method);
      const count = parametersOf(Class[method]);
      return Array.from({ length: count }, (_, place) => place)
        .filter(place => !inScope || place > 1)
        .map(place => ({
          name: `${name}.${method}`,
          place,
          call: (junk: unknown) => {
            const args = inScope ? [new Stack(new App(), 'Shop'), 'It'] : [];
            while (args.length < count) args.push('a');
            args[place] = junk as any;
            Class[method](...args);
          },
        }));
    });
  });
}

const CALLS = factories();

test('there are factories to call', () => {
  expect(CALLS.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Limit.atMost', 'Patch.property', 'Exposure.internal', 'ManagedQueue.fromQueueArn']),
  );
});

test.each(CALLS.map(({ name, place, call }) => [name, place, call] as const))(
  '%s takes anything in place %d, or refuses it with an error of this package',
  (_, __, call) => {
    for (const [what, junk] of JUNK) {
      try {
        call(junk);
      } catch (error) {
        if (!(error instanceof GoldenPathError)) throw new Error(`${what}: ${(error as Error).stack}`);
      }
    }
  },
);
