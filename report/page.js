// What a page can do beside being read: charts, a theme, copying commands, exporting figures.
import {draw, exported} from './charts.js';

const root = document.documentElement;
const figures = new Map(JSON.parse(document.getElementById('charts').textContent).map((figure) => [figure.id, figure]));
const plots = [...document.querySelectorAll('.plot')];
const darkSystem = matchMedia('(prefers-color-scheme: dark)');
let printing = false;

const theme = () => printing ? 'light' : root.dataset.theme ?? (darkSystem.matches ? 'dark' : 'light');

/** On paper the page has not been laid out when it is time to draw; these are the widths of A4 with its margins. */
const kPaper = {wide: 680, small: 320};
const widthOf = (element) => printing ? kPaper[element.closest('.small') ? 'small' : 'wide'] : Math.floor(element.clientWidth);

function plot(element) {
  const width = widthOf(element);
  if (width < 40) return;
  element.drawnAs = `${width} ${theme()}`;
  try {
    draw(figures.get(element.dataset.chart), element, theme(), width);
  } catch (error) {
    // The numbers are in its table; the rest of the page goes on.
    element.replaceChildren('This figure could not be drawn; its data are below.');
    console.error(`${element.dataset.chart}: ${error}`);
  }
}

function replot() {
  for (const element of plots)
    if (element.drawnAs !== `${widthOf(element)} ${theme()}`) plot(element);
}

function button(label, press) {
  const made = Object.assign(document.createElement('button'), {type: 'button', textContent: label});
  made.addEventListener('click', () => press(made));
  return made;
}

/** Says for a moment that it is done. */
function done(pressed, text) {
  const label = pressed.dataset.label ??= pressed.textContent;
  pressed.textContent = text;
  setTimeout(() => { pressed.textContent = label; }, 1600);
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages from a file have no clipboard everywhere.
    const area = Object.assign(document.createElement('textarea'), {value: text});
    area.className = 'aside';
    document.body.append(area);
    area.select();
    const worked = document.execCommand('copy');
    area.remove();
    return worked;
  }
}

function addCopyButtons() {
  for (const box of document.querySelectorAll('.command')) {
    const code = box.querySelector('code');
    const made = button('Copy', async (pressed) => done(pressed, await copied(code.textContent) ? 'Copied' : 'Select it'));
    made.setAttribute('aria-label', 'Copy the command');
    box.append(made);
  }
}

function addExportButtons() {
  for (const element of plots) {
    const figure = figures.get(element.dataset.chart);
    const box = Object.assign(document.createElement('span'), {className: 'exports'});
    for (const kind of ['svg', 'png']) {
      const made = button(kind.toUpperCase(), async () => {
        const link = Object.assign(document.createElement('a'), {href: await exported(figure, kind), download: `${figure.id}.${kind}`});
        link.click();
        if (kind === 'svg') setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      });
      made.setAttribute('aria-label', `Save "${figure.title}" as ${kind.toUpperCase()}`);
      box.append(made);
    }
    element.closest('figure').querySelector('.under').append(box);
  }
}

function addThemeButton() {
  const words = {light: 'Dark', dark: 'Light'};
  const made = button('', () => {
    root.dataset.theme = theme() === 'dark' ? 'light' : 'dark';
    try {
      localStorage.setItem('skeptic-theme', root.dataset.theme);
    } catch { /* a page from a file may keep nothing */ }
    named();
    replot();
  });
  const named = () => {
    made.textContent = words[theme()];
    made.setAttribute('aria-label', `Switch to the ${words[theme()].toLowerCase()} theme`);
  };
  named();
  darkSystem.addEventListener('change', () => { named(); replot(); });
  document.querySelector('.tools').append(made);
}

/** Marks in the contents where the reader is. */
function followReader() {
  const links = new Map([...document.querySelectorAll('.contents a')].map((link) => [link.hash.slice(1), link]));
  const seen = new Set();
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) entry.isIntersecting ? seen.add(entry.target.id) : seen.delete(entry.target.id);
    const current = [...links.keys()].filter((id) => seen.has(id)).pop();
    for (const [id, link] of links) id === current ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current');
  }, {rootMargin: '-12% 0px -68% 0px'});
  for (const id of links.keys()) {
    const target = document.getElementById(id);
    if (target) observer.observe(target);
  }
}

const folded = [];

/// On paper nothing can be unfolded.
function print(on) {
  printing = on;
  if (on)
    for (const element of document.querySelectorAll('details.more:not([open])')) folded.push(element), element.open = true;
  else
    for (const element of folded.splice(0)) element.open = false;
  replot();
}

try {
  const kept = localStorage.getItem('skeptic-theme');
  if (kept === 'light' || kept === 'dark') root.dataset.theme = kept;
} catch { /* a page from a file may keep nothing */ }
root.classList.add('scripted');
addThemeButton();
addCopyButtons();
addExportButtons();
for (const element of plots) plot(element);
followReader();
let waiting = 0;
new ResizeObserver(() => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(replot);
}).observe(document.querySelector('main'));
addEventListener('beforeprint', () => print(true));
addEventListener('afterprint', () => print(false));
root.dataset.drawn = String(plots.length);
