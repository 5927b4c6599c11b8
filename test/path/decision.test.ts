import { always, BUILT_IN_PATH, choose, DecidedBy, follows, only, PathSettings, since } from '../../src/path/decision';
import { Edition } from '../../src/path/edition';
import { Ledger } from '../../src/path/ledger';
import { Limit } from '../../src/path/limit';
import { EnvironmentTier, TIERS } from '../../src/path/tier';
import { InvalidInputError, LimitExceededError } from '../../src/support/errors';
import { refusal } from '../fixtures/errors';

const asked = { reason: 'Costs are capped.', contact: '#platform' };

function ledger(path: Partial<PathSettings> = {}): Ledger {
  return new Ledger('demo', { ...BUILT_IN_PATH, ...path }, 'Shop/Demo');
}

/** Settles one choice, and gives the decision. */
function decided(choice: any, path: Partial<PathSettings> = {}) {
  const book = ledger(path);
  book.settle({ count: choice });
  return book.decisions[0];
}

const byTier = { development: 1, staging: 2, production: 3 };

describe('who decides', () => {
  test.each([
    ['nobody: the built-in path', undefined, {}, 3, DecidedBy.GOLDEN_PATH],
    ['the platform team', undefined, { 'demo.count': 5 }, 5, DecidedBy.PLATFORM_TEAM],
    ['the app team, before the platform team', 7, { 'demo.count': 5 }, 7, DecidedBy.APP_TEAM],
    ['zero is a value', 0, { 'demo.count': 5 }, 0, DecidedBy.APP_TEAM],
    ['null is a prop that was left out', null, {}, 3, DecidedBy.GOLDEN_PATH],
    ['the platform team, for this tier', undefined, { 'demo.count': { production: 9 } }, 9, DecidedBy.PLATFORM_TEAM],
    ['the platform team, for another tier', undefined, { 'demo.count': { staging: 9 } }, 3, DecidedBy.GOLDEN_PATH],
  ])('%s', (_, given: any, defaults, value, decidedBy) => {
    expect(decided(choose<number>(given, byTier).because('Three zones.'), { defaults })).toEqual({
      name: 'demo.count',
      value,
      decidedBy,
      // The reason is that of the path's value: who chose another one had another reason.
      because: value === 3 ? 'Three zones.' : `The ${decidedBy} chose it. The path has 3: Three zones.`,
      pathDefault: 3,
    });
  });

  test.each([
    ['the path’s own value, given', 3, 3, 'Why.'],
    ['instead of none', 'x', null, 'The app team chose it. The path has none: Why.'],
    ['instead of a list', ['x'], ['y', 'z'], 'The app team chose it. The path has another: Why.'],
    ['instead of a long text', 'x', 'y'.repeat(50), 'The app team chose it. The path has another: Why.'],
    ['instead of false', true, false, 'The app team chose it. The path has false: Why.'],
  ])('the reason of %s', (_, given: any, path: any, because) => {
    expect(decided(choose<any>(given, path).because('Why.')).because).toBe(because);
  });

  test.each(TIERS)('the default of the tier %s', tier => {
    expect(decided(always<number>(byTier).because('.'), { tier }).value).toBe(byTier[tier]);
  });

  test('settle gives the values by name', () => {
    expect(ledger().settle({ a: always(1).because('.'), b: choose<string>('x', 'y').because('.') })).toEqual({
      a: 1,
      b: 'x',
    });
  });

  test("what follows from something else takes no default, and is the app team's when it comes from there", () => {
    const defaults = { 'demo.count': 5 };
    expect(decided(follows(512).because('.'), { defaults })).toMatchObject({
      value: 512,
      decidedBy: DecidedBy.GOLDEN_PATH,
    });
    expect(decided(follows(512, DecidedBy.APP_TEAM).because('.'), { defaults })).toMatchObject({
      value: 512,
      decidedBy: DecidedBy.APP_TEAM,
    });
  });
});

describe('editions', () => {
  const timeout = since(['2026.12', 30], ['2027.06', 60], ['2028.01', { development: 1, staging: 2, production: 90 }]);
  test.each([
    ['2026.11', 30],
    ['2026.12', 30],
    ['2027.05', 30],
    ['2027.06', 60],
    ['2027.12', 60],
    ['2028.01', 90],
    ['2031.01', 90],
  ])('in edition %s a changed default is %p', (edition, value) => {
    expect(decided(always<number>(timeout).because('.'), { edition: edition as Edition }).value).toBe(value);
  });
});

describe('limits', () => {
  const limited = (limit: Limit, tier = EnvironmentTier.PRODUCTION) => ({ limits: { 'demo.count': limit }, tier });

  test.each([
    ['a default above is lowered', Limit.atMost(2, asked), 2],
    ['a default below is raised', Limit.atLeast(4, asked), 4],
    ['a default that is not listed becomes the first of the list', Limit.oneOf([10, 11], asked), 10],
    [
      'several bounds are kept together',
      Limit.all(Limit.atLeast(4, asked), Limit.oneOf([2, 6], asked), Limit.atMost(8, asked)),
      undefined,
    ],
  ])('%s', (_, limit, value) => {
    if (value === undefined) {
      return void expect(
        refusal(() => decided(always<number>(byTier).because('.'), limited(limit))).complaint.what,
      ).toContain('contradict');
    }
    expect(decided(always<number>(byTier).because('Three zones.'), limited(limit))).toEqual({
      name: 'demo.count',
      value,
      decidedBy: DecidedBy.PLATFORM_TEAM,
      because: 'Costs are capped.',
      pathDefault: 3,
    });
  });

  test('a default is moved until it keeps all bounds', () => {
    const limit = Limit.all(Limit.atLeast(4, asked), Limit.oneOf([6, 8], asked));
    expect(decided(always<number>(byTier).because('.'), limited(limit)).value).toBe(6);
  });

  test("a default that keeps the limit is nobody else's", () => {
    expect(decided(always<number>(byTier).because('.'), limited(Limit.atMost(3, asked))).decidedBy).toBe(
      DecidedBy.GOLDEN_PATH,
    );
  });

  test('lists are compared by what is in them', () => {
    expect(decided(always(['a', 'b']).because('.'), limited(Limit.oneOf([['a', 'b']], asked))).decidedBy).toBe(
      DecidedBy.GOLDEN_PATH,
    );
  });

  test('what the app team asks for is refused, with the reason and the contact', () => {
    const error = refusal(() => decided(choose<number>(5, byTier).because('.'), limited(Limit.atMost(4, asked))));
    expect(error).toBeInstanceOf(LimitExceededError);
    expect(error.complaint).toEqual({
      what: 'demo.count is 5, and the platform team allows at most 4 in production: Costs are capped.',
      where: 'Shop/Demo',
      hint: 'Give at most 4, or ask #platform for an exception.',
      page: 'guides/platform-team.md',
    });
  });

  test('what follows from something else is refused too: it cannot move alone', () => {
    expect(refusal(() => decided(follows(4096).because('.'), limited(Limit.atMost(2048, asked))))).toBeInstanceOf(
      LimitExceededError,
    );
  });

  test('a limit of one tier leaves the others alone', () => {
    const limit = Limit.atMost(1, { ...asked, tiers: [EnvironmentTier.DEVELOPMENT] });
    expect(decided(choose<number>(5, byTier).because('.'), limited(limit)).value).toBe(5);
    expect(() => decided(choose<number>(5, byTier).because('.'), limited(limit, EnvironmentTier.DEVELOPMENT))).toThrow(
      LimitExceededError,
    );
  });

  test.each<[string, (given: any) => Limit, any[]]>([
    ['atMost', value => Limit.atMost(value, asked), [NaN, Infinity, 'fifty', '50', null, undefined, [50], -1e289]],
    ['atLeast', value => Limit.atLeast(value, asked), [NaN, -Infinity, 'fifty', true, {}]],
    ['oneOf', value => Limit.oneOf(value, asked), ['abc', undefined, null, [NaN], [undefined], new Set([1])]],
    ['the options', value => Limit.atMost(1, value), [undefined, 'why', { reason: 'why' }, { ...asked, reason: ' ' }]],
    ['the tiers', tiers => Limit.atMost(1, { ...asked, tiers }), [['prod'], 'production', []]],
    ['all', value => Limit.all(value), [undefined, 3, { atMost: 3 }]],
  ])('%s: a limit that would hold for nobody is refused', (_, limit, values) => {
    for (const value of values) expect(() => limit(value)).toThrow(InvalidInputError);
  });

  test('a limit of nothing is refused', () => {
    expect(() => Limit.all()).toThrow(InvalidInputError);
  });

  test.each([
    ['numbers, of a switch', Limit.atMost(1, asked), always<any>(true)],
    ['numbers, of a text', Limit.atLeast(1, asked), always<any>('gp3')],
    ['texts, of a switch', Limit.oneOf(['false'], asked), always<any>(true)],
    ['texts, of a number', Limit.oneOf(['3'], asked), always<any>(5)],
  ])('a limit of %s is the platform team’s to correct', (_, limit, choice) => {
    const { complaint } = refusal(() => decided(choice.because('.'), limited(limit)));
    expect(complaint.what).toContain("The platform team's limit for demo.count");
  });

  test('where a choice does not apply, there is nothing to limit', () => {
    const choice = only(false, always(1).because('Only of others.'));
    expect(decided(choice, limited(Limit.oneOf([2, 3], asked)))).toMatchObject({ value: null });
    expect(decided(choice, limited(Limit.atLeast(2, asked)))).toMatchObject({ value: null });
  });

  test("a limit that AWS would refuse is the platform team's to correct", () => {
    const error = refusal(() =>
      decided(always<number>(byTier).within(1, 10).because('.'), limited(Limit.atLeast(50, asked))),
    );
    expect(error.complaint.hint).toContain('Correct it in the GoldenPath');
  });

  test('a list that allows nothing', () => {
    expect(() => Limit.oneOf([], asked)).toThrow(InvalidInputError);
  });
});

describe('what AWS accepts', () => {
  test.each<[string, any, any[], any[]]>([
    ['within', (v: any) => choose(v, 3).within(1, 5).because('.'), [1, 5, 2.5], [0, 6, '3', NaN, true, []]],
    ['whole', (v: any) => choose(v, 3).whole(1, 5).because('.'), [1, 5], [0, 6, 2.5, '3', NaN, Infinity]],
    ['oneOf', (v: any) => choose(v, 'a').oneOf('a', 'b').because('.'), ['a', 'b'], ['c', 1, {}]],
    [
      'matching',
      (v: any) => choose(v, '/a').matching(/^\//, 'a path').because('.'),
      ['/b', '${Token[TOKEN.7]}'],
      ['b', 1, {}],
    ],
  ])('%s', (_, choice, good, bad) => {
    for (const value of good) expect(decided(choice(value)).value).toBe(value);
    for (const value of bad) {
      const { complaint } = refusal(() => decided(choice(value)));
      expect(complaint.what).toContain('demo.count is');
      expect(complaint.where).toBe('Shop/Demo');
      expect(complaint.hint).toContain('Give ');
      expect(complaint.hint).toContain('leave it out');
    }
  });

  test('the platform team is told where to correct its default', () => {
    const error = refusal(() =>
      decided(choose<number>(undefined, 3).within(1, 5).because('.'), { defaults: { 'demo.count': 9 } }),
    );
    expect(error.complaint.hint).toBe('Correct it in the GoldenPath that is attached to this app, stage or stack.');
  });

  test.each<[string, any, any]>([
    ['a text for a number', 3, '5'],
    ['a number for a text', 'a', 5],
    ['a text for a list', ['a'], 'a'],
    ['an object for a list', ['a'], { a: 1 }],
    ['a list for an object', { a: 1 }, ['a']],
    ['nothing, where there must be something', 3, null],
  ])('a platform default of another kind: %s', (_, path, platform) => {
    const { complaint } = refusal(() =>
      decided(always<any>(path).because('.'), { defaults: { 'demo.count': platform } }),
    );
    expect(complaint.what).toContain("The platform team's default for demo.count is");
  });

  test.each<[string, any]>([
    ['that is none by default', always<number | null>(null).because('.')],
    [
      'that is none in another tier',
      always<number | null>({ development: null, staging: 2, production: 3 }).because('.'),
    ],
    [
      'that was none in another edition',
      always<number | null>(since<number | null>(['2026.12', 3], ['2027.06', null])).because('.'),
    ],
    ['that says so', choose<string[] | null>(undefined, ['a']).orNone().because('.')],
  ])('the platform team may choose to have none of a thing %s', (_, choice) => {
    expect(decided(choice, { defaults: { 'demo.count': null } })).toMatchObject({
      value: null,
      decidedBy: DecidedBy.PLATFORM_TEAM,
    });
  });
});
