import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHTML } from 'linkedom';
import { tablesOf } from '../src/report/csv.ts';
import { DETAIL_FILES } from '../src/report/page/detail-files.ts';
import { escaped, markup } from '../src/report/page/html.ts';
import { compared, measured, duration, money, percent, shownAs } from '../src/report/page/numbers.ts';
import { renderPage } from '../src/report/page/page.ts';
import type { DoraMetric, Report } from '../src/report/model.ts';
import { emptyReport, FIXTURE, largeReport, NOT_MEASURED, withTexts } from './page-fleet.ts';

const parsed = (report: Report): Document => parseHTML(renderPage(report)).document as unknown as Document;

/** The text of an element as one line, with plain spaces. */
const textOf = (element: Element | null): string => {
  assert.ok(element, 'it is on the page');
  return element.textContent!.replace(/\s+/g, ' ').trim();
};

const withMetric = (index: number, changes: Partial<DoraMetric>): Report => ({
  ...FIXTURE,
  dora: {
    ...FIXTURE.dora,
    metrics: FIXTURE.dora.metrics.map((metric, each) => (each === index ? { ...metric, ...changes } : metric)),
  },
});
const fiveRow = (report: Report, index: number): string[] => {
  const row = parsed(report).querySelectorAll('table.five tbody tr')[index]!;
  return [...row.querySelectorAll('td')].map(textOf);
};

test('it has a section for everything that the report says, and the contents and the summary lead there', () => {
  const document = parsed(FIXTURE);
  const ids = [...document.querySelectorAll('main section')].map(({ id }) => id);
  assert.deepEqual(ids, [
    'summary',
    'platform',
    'capabilities',
    'editions',
    'sunset',
    'dora',
    'first-deploy',
    'cognitive-load',
    'escapes',
    'value',
    'data-quality',
  ]);
  for (const link of document.querySelectorAll('a[href^="#"]'))
    assert.ok(document.getElementById(link.getAttribute('href')!.slice(1)), `${link.getAttribute('href')} is there`);
  const all = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  assert.equal(new Set(all).size, all.length, 'no id twice');
});

test('nothing on it is fetched and nothing runs', () => {
  const page = renderPage(FIXTURE);
  const { document } = parseHTML(page);
  assert.equal(
    document.querySelectorAll('script, link, img, iframe, object, embed, form, base, use, image, foreignObject').length,
    0,
  );
  assert.doesNotMatch(page, /url\(|@import|@font-face/);
  for (const element of document.querySelectorAll('*')) {
    for (const { name } of element.attributes)
      assert.ok(!/^(on|src|srcset)/.test(name), `${element.localName} ${name}`);
  }
  const beside = [...document.querySelectorAll('a')]
    .map(link => link.getAttribute('href')!)
    .filter(href => !href.startsWith('#') && !href.startsWith('https://'));
  assert.deepEqual(
    beside.filter(href => !(Object.values(DETAIL_FILES) as string[]).includes(href)),
    [],
  );
});

test('every file that it leads to is written beside it', () => {
  const written = ['report.json', ...Object.keys(tablesOf(FIXTURE))];
  assert.deepEqual(
    Object.values(DETAIL_FILES).filter(file => !written.includes(file)),
    [],
  );
});

test('a name is text, whatever it looks like', () => {
  const attack =
    '</caption></style></title><script>alert(1)</script><img src=x onerror=alert(2)>' +
    '"\' onload=alert(3) &lt;b&gt; \u202eevil';
  const page = renderPage(withTexts(FIXTURE, () => attack));
  const { document } = parseHTML(page);
  assert.equal(document.querySelectorAll('script, img').length, 0);
  for (const element of document.querySelectorAll('*')) {
    for (const { name } of element.attributes) assert.ok(!name.startsWith('on'), `${element.localName} ${name}`);
  }
  assert.ok(!page.includes('<script'), 'not in a chart either');
  assert.ok(!page.includes('\u202e'), 'nothing turns the text around');
  assert.ok(
    textOf(document.querySelector('#platform tbody th.name') as unknown as Element).includes(
      '<script>alert(1)</script>',
    ),
    'and it is shown as it is',
  );
});

test('text is escaped in the template, half a surrogate pair and all', () => {
  assert.equal(
    markup`<a title="${'"><b>'}">${['<', 'y', null, false, 0]}</a>`.text,
    '<a title="&quot;&gt;&lt;b&gt;">&lt;y0</a>',
  );
  assert.equal(escaped('a\ud800b\u0007'), 'a\ufffdb\ufffd');
});

test('a link of the thresholds goes to the web and nowhere else', () => {
  const report = {
    ...FIXTURE,
    dora: { ...FIXTURE.dora, tiers: { ...FIXTURE.dora.tiers!, source: { title: 'Here', url: 'javascript:alert(1)' } } },
  };
  assert.equal(
    [...parsed(report).querySelectorAll('a')].filter(link => link.getAttribute('href')!.startsWith('javascript'))
      .length,
    0,
  );
});

test('null is not measured, and never 0', () => {
  assert.deepEqual(
    fiveRow(withMetric(2, { arms: { on: NOT_MEASURED, off: FIXTURE.dora.metrics[2]!.arms.off }, gap: null }), 2),
    ['not measuredNo events.', '11 %95 % interval 10 to 13 % n = 2,059', 'not measured'],
  );
  const document = parsed(emptyReport());
  for (const id of ['platform', 'dora', 'first-deploy', 'cognitive-load', 'value'])
    assert.match(textOf(document.querySelector(`#${id} .lead`)), /not measured/, id);
  assert.match(textOf(document.querySelector('#capabilities .lead')), /No capability/);
  // There are no charts without data, and no shares without stacks.
  assert.equal(document.querySelectorAll('figure, .track').length, 0);
  assert.doesNotMatch(textOf(document.querySelector('main')), /NaN|Infinity|undefined|null|\b0 %/);
});

test('nothing is judged under the minimum n', () => {
  const [, , rate] = FIXTURE.dora.metrics;
  const few = { ...rate!.arms.on, n: 7, judged: false };
  const report = withMetric(2, {
    arms: { on: few, off: rate!.arms.off },
    gap: { ...rate!.gap!, verdict: 'not enough to judge' },
    trend: [{ at: '2026-06-01', on: 0.5, off: 0.1, nOn: 7, nOff: 200 }],
  });
  assert.deepEqual(
    fiveRow(report, 2).map(text => text.replace(/11 %.*/, '')),
    ['not enough to judgen = 7', '', 'not enough to judge14 teams on, 9 off'],
  );
  const month = parsed(report).querySelector('#dora-change-fail-rate figure');
  assert.match(textOf(month), /not enough to judge \(n = 7\)/);
  assert.doesNotMatch(textOf(month), /50 %/);
});

test('a level that a measure does not have is no level without services', () => {
  const tiers = (metric: number, all: object[]): Report => withMetric(metric, { tiers: all as never });
  const text = textOf(
    parsed(
      tiers(1, [
        { tier: 'elite', on: 3, off: 1 },
        { tier: 'of its own', on: 0, off: 2 },
      ]),
    ).querySelector('#dora .tiers'),
  );
  assert.match(text, /of its own/);
  assert.match(text, /no such level/);
  assert.match(text, /0 0 %/, 'nobody is in it');
});

test('a difference is said as it is: worse, and with the sign of its interval', () => {
  const gap = {
    ...FIXTURE.dora.metrics[1]!.gap!,
    difference: 12,
    interval: { low: 3, high: 20, level: 0.95, method: 'bootstrap over teams' },
    verdict: 'worse' as const,
  };
  assert.match(
    fiveRow(withMetric(1, { gap }), 1)[2]!,
    /^worse 12 hours longer95 % interval \+3 to \+20 hours, 14 teams on, 9 off$/,
  );
  assert.match(textOf(parsed(withMetric(1, { gap })).querySelector('#dora .lead')), /worse in one/);
  assert.equal(textOf(parsed(FIXTURE).querySelector('#dora .warning')), FIXTURE.dora.selfSelection);
});

test('each figure has a name, says what is seen, and has its numbers as a table', () => {
  const document = parsed(FIXTURE);
  const figures = [...document.querySelectorAll('figure')];
  assert.ok(figures.length >= 9, `${figures.length} figures`);
  for (const figure of figures) {
    assert.ok(document.getElementById(figure.getAttribute('aria-labelledby')!), 'a name');
    for (const svg of figure.querySelectorAll('svg')) {
      assert.equal(svg.getAttribute('role'), 'img');
      assert.match(svg.getAttribute('aria-label')!, /\d/);
      assert.equal(svg.querySelectorAll('[aria-label], style').length, 0, 'nothing of its parts is read out');
    }
    assert.ok(figure.querySelectorAll('tbody tr').length > 0, 'a table');
  }
});

test('those who are not there yet are counted, and an open interval is said to be open', () => {
  const text = textOf(parsed(FIXTURE).querySelector('#first-deploy'));
  assert.match(text, /41 of 44 got there, 3 still waiting/);
  assert.match(text, /95 % interval 7 days or more/);
});

test('the formula is there as it is written, with its problem; and no result where lift is not said', () => {
  const text = (report: Report) => textOf(parsed(report).querySelector('#value'));
  assert.ok(text(FIXTURE).includes(FIXTURE.value.asWritten.formula));
  assert.ok(text(FIXTURE).includes(FIXTURE.value.asWritten.unitsProblem));
  assert.match(text(FIXTURE), /P10 EUR −210,000, P90 EUR 1,150,000/);
  const returns = { share: { p10: -0.2, p50: 0.39, p90: 1.1 }, paybackYears: { p10: 0.5, p50: 0.7, p90: null } };
  const withReturns = text({ ...FIXTURE, value: { ...FIXTURE.value, inUnits: { ...FIXTURE.value.inUnits, returns } } });
  assert.match(withReturns, /Return: \(value - cost\) \/ cost, a year39 %P10 −20 %, P90 110 %/);
  assert.match(withReturns, /0\.7 yearsP10 0\.5 years, P90 never/);
  assert.match(text(emptyReport()), /it was not said whether as a ratio or as an excess, and it is not assumed/);
  assert.match(text(emptyReport()), /Result: none\./);
});

test('a large fleet is a page that can be read: under 2 MB, and what is cut is said', () => {
  const report = largeReport();
  const page = renderPage(report);
  assert.ok(Buffer.byteLength(page) < 2_000_000, `${Buffer.byteLength(page)} bytes`);
  const { document } = parseHTML(page);
  for (const table of document.querySelectorAll('table'))
    assert.ok(table.querySelectorAll('tbody tr').length <= 40, `${table.querySelector('caption')!.textContent}`);
  const text = textOf(document.querySelector('main') as unknown as Element);
  assert.match(text, /15 of 200 teams are shown; adoption-by-team\.csv has all/);
  assert.match(text, /15 of 1,867 stacks are shown/);
  assert.match(text, /15 of 300 demands are shown; escapes\.csv has all/);
  assert.match(text, /of 10,000 in all/);
});

test('numbers have as many digits as their interval can bear, and one unit', () => {
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');
  const interval = (low: number | null, high: number | null) => ({ low, high, level: 0.95, method: '' });
  const said = (
    value: number,
    low: number | null,
    high: number | null,
    unit: 'share' | 'hours' | 'days' | 'per week',
  ) => {
    const { value: text, interval: ends } = measured({ value, interval: interval(low, high) }, shownAs(unit, value))!;
    return [text, ends].map(each => plain(each!));
  };
  assert.deepEqual(said(0.7742, 0.6561, 0.8604, 'share'), ['77 %', '66 to 86 %']);
  assert.deepEqual(said(0.0894, 0.0832, 0.096, 'share'), ['8.9 %', '8.3 to 9.6 %']);
  assert.deepEqual(said(0.4, 0.3, 0.6, 'hours'), ['24 minutes', '18 to 36 minutes']);
  assert.deepEqual(said(100, 72, null, 'hours'), ['4.2 days', '3.0 days or more']);
  assert.deepEqual(said(12.5, null, 20, 'days'), ['13 days', 'at most 20 days']);
  assert.deepEqual(said(0.0004, 0.0001, 0.002, 'per week'), ['<0.01 a week', '<0.01 to <0.01 a week']);
  assert.deepEqual(measured({ value: null, interval: null }, shownAs('hours', null)), null);
  assert.equal(plain(percent(0.9999)), '>99.9 %');
  assert.equal(plain(percent(0.00001)), '<0.1 %');
  assert.equal(plain(percent(0)), '0 %');
  assert.equal(plain(money(-1_234_567, 'EUR')), 'EUR −1,230,000');
  assert.deepEqual(
    [0.00564, 0.1, 0.7, 1, 1.44].map(years => plain(duration(years))),
    ['2.1 days', '0.1 years', '0.7 years', '1 year', '1.4 years'],
  );
  const difference = compared(-0.0311, interval(-0.0702, 0.0081), 'share', shownAs('share', 0.1));
  assert.deepEqual(
    [plain(difference.size), plain(difference.interval)],
    ['3.1 percentage points', '−7.0 to +0.8 percentage points'],
  );
});
