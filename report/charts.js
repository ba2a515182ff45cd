// Draws figures: a Vega view each, in the space that it has, without eval and without the network.
import * as vega from 'vega';
import {compile} from 'vega-lite';
import {expressionInterpreter} from 'vega-interpreter';

import {kinds} from './specs.js';
import {config, themes} from './theme.js';

/** Charts read no files. */
const nothing = {load: () => Promise.reject(new Error('a chart has its data')), sanitize: (uri) => Promise.resolve({href: uri})};

function viewOf(figure, theme, width, child, options) {
  const {panels, ...spec} = kinds[figure.figure](figure, theme, width);
  if (spec.spec) {
    if (child) spec.spec.width = child;
  } else {
    spec.width = width;
    spec.autosize = {type: 'fit-x', contains: 'padding'};
  }
  const compiled = compile({...spec, padding: 2, config: config(theme)}).spec;
  return {panels, view: new vega.View(vega.parse(compiled, null, {ast: true}), {expr: expressionInterpreter, loader: nothing, ...options})};
}

/** A view that is as wide as it may be. The width of panels beside each other is known once what surrounds them has been laid out. */
function fitted(figure, theme, width, options) {
  const guess = Math.floor(width / 3);
  const first = viewOf(figure, theme, width, guess, {renderer: 'none', logLevel: vega.Error});
  if (!first.panels) {
    first.view.finalize();
    return viewOf(figure, theme, width, undefined, options).view;
  }
  first.view.run();
  const around = first.view.scenegraph().root.bounds.width() - guess * first.panels;
  first.view.finalize();
  return viewOf(figure, theme, width, Math.max(60, (width - around - 8) / first.panels), options).view;
}

/** Draws a figure into an element, in place of what it holds. */
export function draw(figure, element, theme, width) {
  const host = element.querySelector('.drawn') ?? element.appendChild(Object.assign(document.createElement('div'), {className: 'drawn'}));
  element.view?.finalize();
  host.replaceChildren();
  element.view = fitted(figure, themes[theme], width, {renderer: 'svg', container: host, hover: false, logLevel: vega.Error});
  element.view.run();
  const svg = host.querySelector('svg');
  if (svg) {
    // The element around it says what is to be seen.
    svg.setAttribute('aria-hidden', 'true');
    svg.setAttribute('focusable', 'false');
  }
}

const kWidth = {small: 420, wide: 760};

/** For a paper: light, on white, as wide as a column. */
export async function exported(figure, kind) {
  const view = fitted(figure, themes.light, figure.small ? kWidth.small : kWidth.wide, {renderer: 'none', logLevel: vega.Error});
  view.background('#ffffff');
  try {
    if (kind === 'svg') return URL.createObjectURL(new Blob([await view.toSVG()], {type: 'image/svg+xml'}));
    return (await view.toCanvas(2)).toDataURL('image/png');
  } finally {
    view.finalize();
  }
}
