// The page in a browser: node page_test.mjs NODE_MODULES SKEPTIC SAMPLE_PROGRAM SOURCE OUTPUT. Writes its pages and screenshots to OUTPUT. ONLY=word
// in the environment runs the parts whose names hold the word.
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, statSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import assert from 'node:assert/strict';

const kSkipped = 77, kMostBytes = 3e6;
const [modules, skeptic, sampleProgram, source, output] = process.argv.slice(2).map((path) => resolve(path));
const browserProgram = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (!browserProgram || !existsSync(join(modules, 'playwright-core'))) {
  console.log(`skipped: ${browserProgram ? 'playwright-core' : 'chromium'} is not installed`);
  process.exit(kSkipped);
}
const {chromium} = createRequire(join(modules, 'x.js'))('playwright-core');

mkdirSync(output, {recursive: true});
const at = (name) => join(output, name);
execFileSync(sampleProgram, [at('sample.json')]);
execFileSync(skeptic, ['render', at('sample.json'), '--html', at('sample.html')]);
execFileSync(skeptic, ['review', join(source, 'examples/dynamic-4of8.yaml'), '--network', 'skewed64', '--accuracy-on', 'none',
                       '--json', at('review.json'), '--html', at('review.html')], {stdio: ['ignore', 'ignore', 'inherit']});
execFileSync(skeptic, ['render', at('review.json'), '--html', at('rendered.html')]);

const browser = await chromium.launch({executablePath: browserProgram, args: ['--no-sandbox', '--disable-gpu']});
let failed = 0;

/** Opens a page; what it says on its console, loads or throws is a failure. */
async function visit(name, options, check) {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}, colorScheme: 'light', reducedMotion: 'reduce', ...options});
  const page = await context.newPage();
  const said = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`error: ${error}`));
  page.on('dialog', (dialog) => { said.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => { if (!/^(file|data|blob):/.test(request.url())) said.push(`request: ${request.url()}`); });
  await page.goto('file://' + at(name));
  if (options.javaScriptEnabled !== false) await page.waitForSelector('html[data-drawn]', {timeout: 60000});
  await check(page, context, () => said.join('; '));
  assert.deepEqual(said, [], 'the console, requests and dialogs');
  await context.close();
}

async function test(name, body) {
  if (process.env.ONLY && !name.includes(process.env.ONLY)) return;
  try {
    await body();
    console.log(`ok      ${name}`);
  } catch (error) {
    ++failed;
    console.log(`FAILED  ${name}\n${error.stack}`);
  }
}

const blocksOf = (section) => [...section.blocks, ...section.details];
const figuresOf = (name) => JSON.parse(readFileSync(at(name), 'utf8')).sections.flatMap(blocksOf).filter((block) => block.kind === 'figure');

/** How many marks a figure's data ask for: [rectangles, symbols]. */
function marksOf(figure) {
  const points = figure.series.filter((series) => series.role !== 'bound').flatMap((series) => series.points);
  if (figure.figure === 'lines') return [figure.marks.filter((mark) => mark.kind === 'range').length, points.length + figure.marks.filter((mark) => mark.kind === 'break').length];
  if (figure.figure === 'roofline' || figure.figure === 'scatter') return [0, points.length];
  if (figure.figure !== 'waterfall') return [points.length, 0];
  const levels = figure.series.flatMap((series) => series.points.map((point) => ({...point, step: series.role === 'step'}))).sort((a, b) => a.x - b.x);
  return [levels.length + levels.filter((point, i) => point.step && i > 0 && levels[i - 1].y === point.y || !point.step && point.y === 0).length, 0];
}

for (const [name, json] of [['sample.html', 'sample.json'], ['review.html', 'review.json']])
  await test(`${name}: every figure has a mark for every number`, () => visit(name, {}, async (page) => {
    for (const figure of figuresOf(json)) {
      const drawn = await page.locator(`#figure-${figure.id} .plot`).evaluate((plot) => [
        plot.querySelectorAll('g.mark-rect.role-mark > path').length, plot.querySelectorAll('g.mark-symbol.role-mark > path').length]);
      assert.deepEqual(drawn, marksOf(figure), figure.id);
    }
    await page.screenshot({path: at(name.replace('.html', '-light.png')), fullPage: true});
  }));

await test('a page from JSON is the page itself', () => assert.ok(readFileSync(at('rendered.html')).equals(readFileSync(at('review.html')))));

await test('a page is small', () => {
  for (const name of ['sample.html', 'review.html']) assert.ok(statSync(at(name)).size < kMostBytes, `${name}: ${statSync(at(name)).size} bytes`);
});

await test('evidence links lead there and back', () => visit('review.html', {}, async (page) => {
  const links = await page.evaluate(() => [...document.querySelectorAll('a[href^="#"]')].filter((link) => !document.getElementById(link.hash.slice(1))).map((link) => link.hash));
  assert.deepEqual(links, [], 'links that lead nowhere');
  const number = page.locator('main p a.n').nth(3);
  const [from, to] = [await number.getAttribute('id'), await number.getAttribute('href')];
  await number.click();
  assert.equal(new URL(page.url()).hash, to);
  const record = page.locator(to);
  assert.ok(await record.evaluate((one) => one.getBoundingClientRect().top >= 0 && one.getBoundingClientRect().top < innerHeight), 'the record is in sight');
  await record.locator(`.uses a[href="#${from}"]`).click();
  assert.ok(await number.evaluate((one) => one.getBoundingClientRect().top >= 0 && one.getBoundingClientRect().top < innerHeight), 'the number is in sight');
}));

await test('text that looks like markup is text', () => visit('sample.html', {}, async (page) => {
  const title = JSON.parse(readFileSync(at('sample.json'), 'utf8')).title;
  assert.equal(await page.title(), title);
  assert.equal(await page.locator('h1').textContent(), title);
  assert.equal(await page.locator('script').count(), 2);
  assert.equal(await page.locator('img').count(), 0);
}));

/** The least contrast of texts with what is behind them. */
const contrasts = () => {
  const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parts(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  const low = [];
  for (const element of document.querySelectorAll('p, li, a, th, td, caption, summary, button, code, h1, h2, h3, .brand')) {
    if (!element.checkVisibility()) continue;
    const [a, b] = [light(parts(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) low.push(`${element.tagName} ${element.className} ${ratio.toFixed(2)}`);
  }
  for (const text of document.querySelectorAll('.plot svg text')) {
    const fill = getComputedStyle(text).fill;
    if (!fill.startsWith('rgb') || !text.textContent) continue;
    const [a, b] = [light(parts(fill)), light(behind(text))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) low.push(`chart text ${text.textContent} ${((a + 0.05) / (b + 0.05)).toFixed(2)}`);
  }
  return [...new Set(low)];
};

for (const colorScheme of ['light', 'dark'])
  await test(`${colorScheme}: text stands out from its ground`, () => visit('review.html', {colorScheme}, async (page) => {
    assert.deepEqual(await page.evaluate(contrasts), []);
    const ground = await page.evaluate(() => Number(getComputedStyle(document.body).backgroundColor.match(/\d+/)[0]));
    assert.ok(colorScheme === 'dark' ? ground < 60 : ground > 200, `the ground is ${ground}`);
    if (colorScheme === 'dark') await page.screenshot({path: at('review-dark.png'), fullPage: true});
  }));

await test('the button switches the theme, charts included', () => visit('sample.html', {}, async (page) => {
  const label = page.locator('#figure-cycles svg text').first();
  const before = await label.evaluate((text) => getComputedStyle(text).fill);
  await page.getByRole('button', {name: 'Switch to the dark theme'}).click();
  assert.notEqual(await label.evaluate((text) => getComputedStyle(text).fill), before);
  assert.ok(await page.evaluate(() => Number(getComputedStyle(document.body).backgroundColor.match(/\d+/)[0])) < 60);
}));

for (const name of ['sample.html', 'review.html'])
  await test(`${name}: nothing is wider than a telephone`, () => visit(name, {viewport: {width: 375, height: 800}}, async (page) => {
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 375, 'the page scrolls sideways');
    const wide = await page.evaluate(() => [...document.querySelectorAll('.plot svg')].filter((svg) => svg.getBoundingClientRect().right > 376).map((svg) => svg.closest('figure').id));
    assert.deepEqual(wide, []);
    await page.screenshot({path: at(name.replace('.html', '-375.png')), fullPage: true});
  }));

await test('charts follow the width of the window', () => visit('sample.html', {}, async (page) => {
  const width = () => page.locator('#figure-roofline svg').evaluate((svg) => Math.round(svg.getBoundingClientRect().width));
  const before = await width();
  await page.setViewportSize({width: 600, height: 900});
  await page.waitForFunction((was) => document.querySelector('#figure-roofline svg').getBoundingClientRect().width < was - 100, before);
  assert.ok(await width() <= 600);
}));

await test('prints in light, with its evidence, figures whole', () => visit('review.html', {colorScheme: 'dark'}, async (page) => {
  await page.emulateMedia({media: 'print'});
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
  assert.deepEqual(await page.evaluate(contrasts), []);
  assert.equal(await page.locator('nav').isVisible(), false);
  assert.ok(await page.locator('details.more').count() > 0);
  assert.equal(await page.locator('details.more:not([open])').count(), 0, 'on paper nothing is folded away');
  const shown = await page.locator('ol.evidence > li').evaluateAll((records) => records.filter((one) => one.checkVisibility()).length);
  assert.equal(shown, JSON.parse(readFileSync(at('review.json'), 'utf8')).evidence.length);
  assert.equal(await page.locator('figure').first().evaluate((one) => getComputedStyle(one).breakInside), 'avoid');
  const note = await page.locator('a.n').first().evaluate((one) => getComputedStyle(one, '::after').content);
  assert.match(note, /\[/, 'a number names its record on paper');
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.equal(await page.locator('details.more[open]').count(), 0);
  await page.pdf({path: at('review.pdf'), preferCSSPageSize: true, printBackground: true});
  assert.ok(statSync(at('review.pdf')).size > 20000);
}));

await test('without its script all text and numbers are there', () => visit('review.html', {javaScriptEnabled: false}, async (page) => {
  const json = JSON.parse(readFileSync(at('review.json'), 'utf8'));
  assert.equal(await page.locator('svg').count(), 0);
  assert.equal(await page.locator('button').count(), 0);
  for (const figure of figuresOf('review.json')) assert.ok(await page.locator(`#figure-${figure.id} details.data tbody tr`).count() > 0, figure.id);
  const text = (await page.locator('main').textContent()).replace(/\s+/g, ' ');
  for (const section of json.sections)
    for (const block of blocksOf(section))
      if (block.kind === 'paragraph') assert.ok(text.includes(block.text.replace(/\s+/g, ' ')), block.text);
  assert.equal(await page.locator('ol.evidence > li').count(), json.evidence.length);
}));

await test('the keyboard reaches the text, and a screen reader its parts', () => visit('review.html', {}, async (page) => {
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  assert.ok(await page.locator('.skip').evaluate((link) => link.getBoundingClientRect().left >= 0), 'the link shows itself');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  const found = await page.evaluate(() => ({
    landmarks: ['main', 'nav', 'h1'].map((tag) => document.querySelectorAll(tag).length),
    unnamed: [...document.querySelectorAll('.plot, .scroll, nav, button')].filter((one) => !(one.getAttribute('aria-label') || one.textContent.trim())).length,
    headers: [...document.querySelectorAll('th')].filter((one) => !one.scope).length,
    levels: [...document.querySelectorAll('h1, h2, h3')].map((one) => Number(one.tagName[1])),
  }));
  assert.deepEqual(found.landmarks, [1, 1, 1]);
  assert.equal(found.unnamed, 0);
  assert.equal(found.headers, 0);
  found.levels.forEach((level, i) => assert.ok(level <= (found.levels[i - 1] ?? 0) + 1, `heading ${i} skips a level`));
}));

await test('figures are saved as SVG and PNG, commands copied', () => visit('sample.html', {}, async (page, context, said) => {
  for (const figure of figuresOf('sample.json'))
    for (const [kind, first] of [['SVG', '<svg'], ['PNG', '\x89PNG']]) {
      // A browser on a busy machine forgets the press before the picture is ready, and then saves nothing.
      let download;
      for (let attempt = 0; !download && attempt < 3; ++attempt)
        [download] = await Promise.all([page.waitForEvent('download', {timeout: 10000}).catch(() => undefined),
                                        page.locator(`#figure-${figure.id} .exports button`, {hasText: kind}).click()]);
      assert.ok(download, `${figure.id} ${kind}: nothing is saved; ${said()}`);
      assert.equal(download.suggestedFilename(), `${figure.id}.${kind.toLowerCase()}`);
      const bytes = readFileSync(await download.path());
      assert.equal(bytes.subarray(0, first.length).toString('latin1'), first, figure.id);
      assert.ok(bytes.length > 1000, figure.id);
    }
  await context.grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => {});
  const copy = page.locator('ol.evidence .command button').first();
  await copy.click();
  await page.waitForFunction(() => document.querySelector('ol.evidence .command button').textContent === 'Copied');
}));

await browser.close();
console.log(failed ? `${failed} failed` : `screenshots: ${output}`);
process.exit(failed ? 1 : 0);
