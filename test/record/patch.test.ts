import { Patch } from '../../src/record/patch';
import { EscapeHatchError } from '../../src/support/errors';
import { refusal } from '../fixtures/errors';

/** Applies a patch to an object that looks like a typed resource. */
function patched(target: any, patch: Patch, typedLevels = Infinity): any {
  patch._apply(target, typedLevels, 'here');
  return target;
}

describe('a path', () => {
  test.each(['', '.', 'A.', '.A', 'A..B', 'A[', 'A[x]', 'A[=b]', 'A[B=]', '[0]', 'A B', 'A[-1]', 'Ä'])(
    '%p is none',
    path => {
      const error = refusal(() => Patch.property(path, 1));
      expect(error).toBeInstanceOf(EscapeHatchError);
      expect(error.complaint.what).toContain('is not a property path');
    },
  );

  test.each([
    'A',
    'A.B',
    'A[0]',
    'A[0][1].C',
    'A[Name=my app/1.2].B',
    'A.aws:x-y.B',
    'A[Key=idle_timeout.timeout_seconds].Value',
  ])('%p is one', path => {
    expect(Patch.property(path, 1).path).toBe(path);
  });
});

describe('set, append, remove', () => {
  const target = () => ({
    cpu: '256',
    list: [{ name: 'app', memory: 1 }, { name: 'log' }],
    deep: { inner: { value: 1 } },
    numbers: [1, 2],
  });

  test.each<[string, Patch, any]>([
    ['a property', Patch.property('Cpu', '512'), { cpu: '512' }],
    ['a new property', Patch.property('NewOne', 1), { newOne: 1 }],
    ['below what exists', Patch.property('Deep.Inner.Value', 2), { deep: { inner: { value: 2 } } }],
    ['below what does not exist', Patch.property('Fresh.Inner.Value', 2), { fresh: { inner: { value: 2 } } }],
    ['in the terms of Terraform', Patch.property('new_one', 1), { newOne: 1 }],
    [
      'in an element by its name',
      Patch.property('List[Name=app].Memory', 2),
      { list: [{ name: 'app', memory: 2 }, { name: 'log' }] },
    ],
    [
      'in an element by its number',
      Patch.property('List[1].Memory', 2),
      {
        list: [
          { name: 'app', memory: 1 },
          { name: 'log', memory: 2 },
        ],
      },
    ],
    [
      'an element whole',
      Patch.property('List[Name=log]', { Name: 'x' }),
      { list: [{ name: 'app', memory: 1 }, { name: 'x' }] },
    ],
    ['an element by its number, whole', Patch.property('Numbers[1]', 7), { numbers: [1, 7] }],
    [
      'one more',
      Patch.append('List', { Name: 'x' }),
      { list: [{ name: 'app', memory: 1 }, { name: 'log' }, { name: 'x' }] },
    ],
    ['the first one', Patch.append('Fresh', 1), { fresh: [1] }],
    ['away with a property', Patch.remove('Cpu'), { cpu: undefined }],
    ['away with an element', Patch.remove('List[Name=app]'), { list: [{ name: 'log' }] }],
    ['away with an element by its number', Patch.remove('Numbers[0]'), { numbers: [2] }],
    ['away with what is not there', Patch.remove('Nothing'), {}],
  ])('%s', (_, patch, expected) => {
    expect(patched(target(), patch)).toEqual({ ...target(), ...expected });
  });

  test.each<[string, Patch, string, string]>([
    [
      'no such element',
      Patch.property('List[Name=ap].Memory', 1),
      "'List[Name=ap]' selects nothing",
      'There is Name = app, log.',
    ],
    [
      'no such number',
      Patch.property('List[2].Memory', 1),
      "'List[2]' selects nothing",
      'The list has 2, from [0] on.',
    ],
    ['an element of nothing', Patch.remove('Fresh[0]'), "'Fresh[0]' selects nothing", 'The list is empty.'],
    ['below a single value', Patch.property('Cpu.Units', 1), "'Cpu' is a single value", 'Shorten the path.'],
    ['one more of a single value', Patch.append('Cpu', 1), "'Cpu' is not a list", 'Patch.property'],
  ])('refuses %s', (_, patch, what, hint) => {
    const { complaint } = refusal(() => patched(target(), patch));
    expect(complaint.what).toContain(what);
    expect(complaint.hint).toContain(hint);
    expect(complaint.where).toBe('here');
  });

  test('refuses to reach into what is computed at synth', () => {
    const { complaint } = refusal(() => patched({ list: { resolve: () => [] } }, Patch.property('List[0].A', 1)));
    expect(complaint.what).toContain('computed at synth');
    expect(complaint.hint).toContain("Patch.property('List', ...)");
  });
});

describe('the spelling of new keys', () => {
  const value = { Version: '1', Statement: [{ Effect: 'Allow' }] };

  test('typed, down to the last', () => {
    expect(patched({}, Patch.property('Some.Document', value))).toEqual({
      some: { document: { version: '1', statement: [{ effect: 'Allow' }] } },
    });
  });

  test.each([
    [0, { Some: { Document: value } }],
    [1, { some: { Document: value } }],
    [2, { some: { document: value } }],
    [3, { some: { document: { version: '1', statement: [{ Effect: 'Allow' }] } } }],
    [4, { some: { document: { version: '1', statement: [{ effect: 'Allow' }] } } }],
  ])('typed on %p levels, and as given below', (levels, expected) => {
    expect(patched({}, Patch.property('Some.Document', value), levels)).toEqual(expected);
  });

  test('what exists is found in any spelling, the exact one first', () => {
    expect(patched({ fooBar: 1, FooBar: 2 }, Patch.property('FooBar', 3))).toEqual({ fooBar: 1, FooBar: 3 });
    expect(patched({ foo_bar: 1 }, Patch.property('FooBar', 3))).toEqual({ foo_bar: 3 });
  });

  test('values of classes stay what they are', () => {
    const token = new (class Token {
      public readonly Name = 1;
    })();
    expect(patched({}, Patch.property('A', { B: token })).a.b).toBe(token);
  });
});
