// The page in a real browser: in light and dark colours, on a phone and on paper.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { AxeResults } from 'axe-core';
import { renderPage } from '../src/report/page/page.ts';
import type { Report } from '../src/report/model.ts';
import { emptyReport, FIXTURE, largeReport, withTexts } from './page-fleet.ts';

const AXE: string = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The browser: CHROMIUM, else the first one on the machine. */
const executablePath = [
  process.env.CHROMIUM,
  ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].flatMap(name =>
    (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, name)),
  ),
].find(path => path && existsSync(path));
const skip = executablePath ? false : 'no Chromium on this machine: install it, or give its path in CHROMIUM';

/** Each with the looks that it could go wrong in. */
const REPORTS: Readonly<Record<string, readonly [Report, ...(keyof typeof LOOKS)[]]>> = {
  'the fixture': [FIXTURE, 'light', 'dark', 'a phone', 'a dark phone', 'paper'],
  'a large fleet': [largeReport(), 'light', 'a dark phone', 'paper'],
  nothing: [emptyReport(), 'dark', 'a phone'],
  'names without a space, and of another script': [
    withTexts(
      FIXTURE,
      was => `${was.replaceAll(' ', '_')}_\u0645\u0646\u0635\u0629_\u5e73\u53f0_${'very-long-'.repeat(6)}`,
    ),
    'light',
    'a phone',
    'paper',
  ],
};

const LOOKS = {
  light: { viewport: { width: 1200, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1200, height: 900 }, colorScheme: 'dark' },
  'a phone': { viewport: { width: 375, height: 800 }, colorScheme: 'light' },
  'a dark phone': { viewport: { width: 375, height: 800 }, colorScheme: 'dark' },
  // The width of A4 less its margins; the dark is of screens only.
  paper: { viewport: { width: 688, height: 1000 }, colorScheme: 'dark', media: 'print' },
} as const;

let browser: Browser;
let folder: string;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'goldenpath-page-'));
  if (executablePath) browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The page of a report, and all URLs that it requests. */
async function opened(report: Report, look: keyof typeof LOOKS): Promise<{ page: Page; requests: string[] }> {
  const { viewport, colorScheme, ...rest } = LOOKS[look];
  const context = await browser.newContext({ viewport, colorScheme });
  const page = await context.newPage();
  if ('media' in rest) await page.emulateMedia({ media: rest.media, colorScheme });
  const requests: string[] = [];
  page.on('request', request => requests.push(request.url()));
  const file = join(folder, 'report.html');
  writeFileSync(file, renderPage(report));
  await page.goto(pathToFileURL(file).href);
  return { page, requests };
}

for (const [name, [report, ...looks]] of Object.entries(REPORTS)) {
  for (const look of looks) {
    test(
      `${name}, ${look}: axe finds nothing, the page is as wide as the window, and asks for nothing`,
      { skip },
      async () => {
        const { page, requests } = await opened(report, look);
        try {
          // What is folded is read, too.
          await page.evaluate(() =>
            document.querySelectorAll('details').forEach(details => {
              details.open = true;
            }),
          );
          const { page: width, window } = await page.evaluate(() => ({
            page: document.documentElement.scrollWidth,
            window: document.documentElement.clientWidth,
          }));
          assert.ok(width <= window, `${width} pixels in a window of ${window}`);

          await page.addScriptTag({ path: AXE }).catch(() => undefined);
          // The page's own policy lets no script in: axe is brought by the debugger.
          assert.equal(await page.evaluate(() => 'axe' in globalThis), false);
          await page.evaluate(readFileSync(AXE, 'utf8'));
          const { violations, passes } = await page.evaluate(() =>
            (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
              resultTypes: ['violations', 'passes'],
            }),
          );
          assert.deepEqual(
            violations.map(({ id, help, nodes }) => ({
              id,
              help,
              on: nodes.slice(0, 3).map(node => `${node.html.slice(0, 160)} ${node.failureSummary}`),
            })),
            [],
          );
          assert.ok(
            passes.some(({ id }) => id === 'color-contrast'),
            'contrast was looked at',
          );
          assert.deepEqual(
            requests.filter(url => !url.startsWith('file:') || !url.endsWith('/report.html')),
            [],
          );
        } finally {
          await page.context().close();
        }
      },
    );
  }
}

test('one drawing of each chart is seen: the one for the width', { skip }, async () => {
  for (const [look, seen, hidden] of [
    ['light', '.wide', '.narrow'],
    ['a phone', '.narrow', '.wide'],
    ['paper', '.wide', '.narrow'],
  ] as const) {
    const { page } = await opened(FIXTURE, look);
    const heights = (selector: string) =>
      page.evaluate(
        each => [...document.querySelectorAll(`figure ${each}`)].map(element => element.getBoundingClientRect().height),
        selector,
      );
    assert.ok(
      (await heights(seen)).every(height => height > 100),
      `${look} shows ${seen}`,
    );
    assert.ok(
      (await heights(hidden)).every(height => height === 0),
      `${look} does not show ${hidden}`,
    );
    await page.context().close();
  }
});

test('labels in a chart do not stand on each other, nor outside of it', { skip }, async () => {
  for (const look of ['light', 'a phone'] as const) {
    const { page } = await opened(FIXTURE, look);
    const clashes = await page.evaluate(() =>
      [...document.querySelectorAll('figure svg')]
        .filter(svg => svg.getBoundingClientRect().height > 0)
        .flatMap(svg => {
          const boxes = [...svg.querySelectorAll('text')]
            .map(text => ({ text: text.textContent, box: text.getBoundingClientRect() }))
            .filter(({ box }) => box.width > 0);
          const edge = document.documentElement.clientWidth;
          const outside = boxes
            .filter(({ box }) => box.left < -1 || box.right > edge + 1)
            .map(({ text }) => `${text} is outside`);
          const meeting = boxes.flatMap((a, index) =>
            boxes
              .slice(index + 1)
              .filter(
                b =>
                  Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > 1 &&
                  Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) > 3,
              )
              .map(b => `${a.text} on ${b.text}`),
          );
          return [...outside, ...meeting].map(clash => `${svg.getAttribute('aria-label')!.slice(0, 60)}: ${clash}`);
        }),
    );
    assert.deepEqual(clashes, [], look);
    await page.context().close();
  }
});

test('it is printed in light, with its tables whole', { skip }, async () => {
  const { page } = await opened(FIXTURE, 'paper');
  const { background, cut } = await page.evaluate(() => ({
    background: getComputedStyle(document.documentElement).getPropertyValue('--page').trim(),
    cut: [...document.querySelectorAll('.scroll')]
      .filter(box => box.getBoundingClientRect().height > 0 && box.scrollWidth > document.documentElement.clientWidth)
      .map(box => box.getAttribute('aria-label')),
  }));
  assert.equal(background, '#fbfbf9');
  assert.deepEqual(cut, []);
  const paper = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  assert.equal(paper.subarray(0, 4).toString(), '%PDF');
  await page.context().close();
});
