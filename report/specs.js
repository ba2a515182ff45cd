// Vega-Lite specifications of figures: one function a kind. A figure is what the program writes as JSON (docs/page.md); the space is in pixels.
import {dashes, shapes} from './theme.js';

const dataOf = (figure) => figure.series.filter((series) => series.role !== 'bound');
const names = (list) => [...new Set(list)];
const marks = (figure, kind) => figure.marks.filter((mark) => mark.kind === kind);
const categories = (axis) => axis.categories.map((name, index) => ({name, index}));

/** Text in lines of so many characters, for titles of axes. */
function lines(text, most) {
  const all = [''];
  for (const word of text.split(' ')) {
    const line = all[all.length - 1];
    if (line && line.length + 1 + word.length > most) all.push(word);
    else all[all.length - 1] = line ? `${line} ${word}` : word;
  }
  return all;
}

// An expression of Vega's: it holds no text of the user's, whose characters its grammar may not know.
const withUnit = (unit) => /^ ?[%×]$/.test(unit) ? `datum.label ? datum.label + ${JSON.stringify(unit)} : ''` : 'datum.label';
/** In the order in which a figure has them: by a domain and not by `sort`, which would make an expression of the names. */
const ordered = (list, more = {}) => ({sort: null, scale: {domain: list, ...more}});
const panelsOf = (figure, side) => ({[side]: {field: 'panel', type: 'nominal', sort: {field: 'panelOrder', op: 'min'},
  header: {title: null, labelOrient: 'top', labelAnchor: 'start', labelAngle: 0}}});
const title = (axis, width) => lines(/^ ?[%×]?$/.test(axis.unit) || axis.title.includes(axis.unit.trim()) ? axis.title : `${axis.title}, ${axis.unit.trim()}`, Math.max(18, Math.floor(width / 6.2)));
const place = (axis, x) => axis.scale === 'categories' ? axis.categories[x] : `${format(x)}${axis.unit}`;
export const format = (value) =>
  Math.abs(value) >= 10000 || Number.isInteger(value) ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(4)));

/** Which of the values of a wide axis carry a label: as many as there is room for. */
function ticks(values, constant, width) {
  const at = (x) => Math.log(1 + x / constant);
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const span = at(sorted[sorted.length - 1]) - at(sorted[0]) || 1;
  const chosen = [];
  for (const x of sorted) {
    const last = chosen[chosen.length - 1];
    if (last === undefined || (at(x) - at(last)) / span * width > 30 + 6 * format(x).length) chosen.push(x);
  }
  return chosen;
}

/** On a logarithmic scale round places, more of them on a short one, and an end that leaves the data some room. */
function decades(values) {
  const [least, most] = [Math.min(...values) / 1.25, Math.max(...values) * 1.25];
  const places = [];
  for (let power = Math.floor(Math.log10(least)); power <= Math.log10(most); ++power)
    for (const digit of most / least < 12 ? [1, 1.5, 2, 3, 4, 5, 6, 8] : [1, 2, 5]) {
      const at = Number((digit * 10 ** power).toPrecision(2));
      if (at >= least && at <= most) places.push(at);
    }
  return {scale: {type: 'log', domain: [least, most], nice: false}, values: places};
}

const palette = (theme, count) => Array.from({length: count}, (_, i) => theme.series[i % theme.series.length]);
const cycle = (list, count) => Array.from({length: count}, (_, i) => list[i % list.length]);

/** What tells series apart: the same legend for colour, shape and dash, so that they are one. */
const told = (list, legend) => (range) => ({field: 'name', type: 'nominal', scale: {domain: list, range}, legend});

function legendColumns(list, width) {
  const longest = Math.max(...list.map((name) => name.length));
  return Math.max(1, Math.min(list.length, Math.floor(width / (longest * 6.6 + 34))));
}

function stackedBars(figure, theme, width) {
  const parts = names(figure.series.map((series) => series.name));
  const panels = names(figure.series.map((series) => series.panel));
  const values = figure.series.flatMap((series) => series.points.map((point) => ({
    place: place(figure.x, point.x), y: point.y, part: series.name, panel: series.panel, panelOrder: panels.indexOf(series.panel), order: parts.indexOf(series.name)})));
  const narrow = width < 560 || panels.length < 2;
  return {
    panels: narrow ? 1 : panels.length,
    data: {values},
    facet: panelsOf(figure, narrow ? 'row' : 'column'),
    spacing: 18,
    spec: {
      width: 100,
      height: {step: 15},
      mark: {type: 'bar', height: 11},
      encoding: {
        y: {field: 'place', type: 'nominal', ...ordered(figure.x.categories), axis: {title: null, labelLimit: Math.min(170, width * 0.3)}},
        x: {field: 'y', type: 'quantitative', stack: 'zero', axis: {title: title(figure.y, width / 2), tickCount: 4, format: '~s', grid: true}},
        color: {field: 'part', type: 'nominal', ...ordered(parts, {range: cycle(theme.loss, parts.length)}),
                legend: {title: null, columns: legendColumns(parts, width)}},
        order: {field: 'order', type: 'quantitative'},
        tooltip: [{field: 'panel', title: 'of'}, {field: 'place', title: figure.x.title}, {field: 'part', title: 'what'}, {field: 'y', title: figure.y.title, format: ',.6~g'}],
      },
    },
  };
}

function lineChart(figure, theme, width) {
  const list = names(figure.series.map((series) => series.name));
  const named = figure.x.scale === 'categories';
  const values = figure.series.flatMap((series) => series.points.map((point) => ({
    x: named ? place(figure.x, point.x) : point.x, y: point.y, name: series.name, place: place(figure.x, point.x)})));
  const xs = figure.series.flatMap((series) => series.points.map((point) => point.x));
  const [least, most] = [Math.min(...xs), Math.max(...xs)];
  const positive = xs.filter((x) => x > 0);
  const constant = least > 0 ? least : Math.min(...positive, 1);
  const wide = figure.x.scale === 'logarithmic';
  const scale = named ? {type: 'point', padding: 0.4, domain: figure.x.categories}
    : wide && least > 0 ? {type: 'log', domain: [least, most], nice: false}
      : {type: wide ? 'symlog' : 'linear', domain: [least, most], nice: false, zero: false, ...(wide ? {constant} : {})};
  const x = {field: 'x', type: named ? 'ordinal' : 'quantitative', scale, ...(named ? {sort: null} : {}),
             axis: {title: title(figure.x, width - 50), grid: false, labelAngle: 0, labelExpr: named ? 'datum.label' : withUnit(figure.x.unit),
                    format: named ? undefined : ',.6~g', labelLimit: 90, ...(wide ? {values: ticks(xs, constant, width - 60)} : {tickCount: Math.max(3, Math.floor(width / 80))})}};
  const levels = marks(figure, 'level').map((mark) => ({at: mark.at, label: mark.label}));
  const tops = [...values.map((point) => point.y), ...levels.map((level) => level.at)];
  const [low, high] = [Math.min(...tops), Math.max(...tops)];
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  const y = {field: 'y', type: 'quantitative', scale: {domain: [Math.max(0, low - room), high + room], nice: true, zero: false},
             axis: {title: figure.y.title, tickCount: 4, labelExpr: withUnit(figure.y.unit)}};
  const many = list.length > 1;
  const layer = [];
  for (const range of marks(figure, 'range'))
    layer.push({data: {values: [{from: Math.max(least, range.at), to: Math.min(most, range.to), label: range.label}]},
                mark: {type: 'rect', color: theme.range, opacity: theme.rangeOpacity, clip: true},
                encoding: {x: {...x, field: 'from'}, x2: {field: 'to'}, tooltip: {field: 'label'}}});
  if (levels.length)
    layer.push({data: {values: levels}, mark: {type: 'rule', strokeDash: [4, 3], color: theme.level},
                encoding: {y: {...y, field: 'at'}, tooltip: [{field: 'label', title: 'level'}, {field: 'at', title: figure.y.title}]}},
               {data: {values: levels}, mark: {type: 'text', align: 'right', baseline: 'bottom', dy: -2, dx: -2, color: theme.muted, fontSize: 10},
                encoding: {y: {...y, field: 'at'}, x: {value: 'width'}, text: {field: 'label'}}});
  const byName = told(list, many ? {title: null, columns: legendColumns(list, width)} : null);
  const colour = byName(palette(theme, list.length));
  // Between kinds there is nothing: a line would say that there is.
  const kinds = named && figure.x.categories.some((category) => Number.isNaN(Number.parseFloat(category)));
  if (!kinds)
    layer.push({mark: {type: 'line', strokeWidth: 2, interpolate: 'linear'}, encoding: {x, y, color: colour, strokeDash: byName(cycle(dashes, list.length))}});
  layer.push({mark: {type: 'point', filled: true, size: 34, opacity: 1},
              encoding: {x, y, color: colour, shape: byName(cycle(shapes, list.length)),
                         tooltip: [{field: 'place', title: 'at'}, {field: 'y', title: figure.y.title, format: '.4~g'}, ...(many ? [{field: 'name', title: 'of'}] : [])]}});
  const broken = marks(figure, 'break').map((mark) => ({x: named ? place(figure.x, mark.at) : mark.at, y: mark.to, label: mark.label}));
  if (broken.length)
    layer.push({data: {values: broken}, mark: {type: 'point', shape: 'M-.5,-.5L.5,.5M.5,-.5L-.5,.5', size: 220, strokeWidth: 2.6, color: theme.broken, filled: false, opacity: 1},
                encoding: {x: {...x, field: 'x'}, y: {...y, field: 'y'}, tooltip: {field: 'label'}}});
  return {data: {values}, height: figure.small ? 150 : 260, layer};
}

function waterfall(figure, theme, width) {
  const points = figure.series.flatMap((series) => series.points.map((point) => ({...point, step: series.role === 'step'}))).sort((a, b) => a.x - b.x);
  let before = 0;
  const values = points.map((point) => {
    const from = point.step ? before : 0;
    before = point.y;
    return {place: place(figure.x, point.x), from, to: point.y, low: Math.min(from, point.y), high: Math.max(from, point.y),
            what: !point.step ? 'level' : point.y < from ? 'loses' : 'gains', label: `${format(point.y)}${figure.y.unit}`};
  });
  const y = {field: 'place', type: 'nominal', ...ordered(figure.x.categories), axis: {title: null, labelLimit: Math.min(210, width * 0.46)}};
  const x = {type: 'quantitative', scale: {zero: true, nice: true}, axis: {title: figure.y.title, tickCount: 5, labelExpr: withUnit(figure.y.unit)}};
  const levels = marks(figure, 'level');
  return {
    data: {values},
    height: figure.x.categories.length * 26,
    layer: [
      {mark: {type: 'bar', height: 15}, encoding: {y, x: {...x, field: 'from'}, x2: {field: 'to'},
        color: {field: 'what', type: 'nominal', scale: {domain: ['level', 'loses', 'gains'], range: [theme.level, theme.down, theme.up]},
                legend: {title: null, values: names(values.map((value) => value.what))}},
        tooltip: [{field: 'place', title: 'what'}, {field: 'label', title: figure.y.title}]}},
      // Where nothing changes there is no bar: a line stands for it.
      {transform: [{filter: 'datum.from === datum.to'}], mark: {type: 'tick', thickness: 2, height: 15, color: theme.level}, encoding: {y, x: {...x, field: 'to'}}},
      {mark: {type: 'text', align: 'left', dx: 5, baseline: 'middle'}, encoding: {y, x: {...x, field: 'high'}, text: {field: 'label'}}},
      ...(levels.length ? [{data: {values: levels}, mark: {type: 'rule', strokeDash: [4, 3], color: theme.muted}, encoding: {x: {...x, field: 'at'}, tooltip: {field: 'label'}}}] : []),
    ],
  };
}

function roofline(figure, theme, width) {
  const list = dataOf(figure).map((series) => series.name);
  const values = dataOf(figure).flatMap((series) => series.points.map((point) => ({...point, name: series.name})));
  const roofs = figure.series.filter((series) => series.role === 'bound')
    .flatMap((series, i) => series.points.map((point) => ({...point, name: list[i] ?? series.name})));
  const all = [...values, ...roofs];
  const across = decades(all.map((point) => point.x)), up = decades(all.map((point) => point.y));
  const x = {field: 'x', type: 'quantitative', scale: across.scale, axis: {title: title(figure.x, width - 60), format: ',.6~g', grid: true, values: across.values}};
  const y = {field: 'y', type: 'quantitative', scale: up.scale, axis: {title: title(figure.y, 260), format: ',.6~g', grid: true, values: up.values}};
  const byName = told(list, {title: null, columns: legendColumns(list, width)});
  const colour = byName(palette(theme, list.length));
  return {
    height: 320,
    layer: [
      {data: {values: roofs}, mark: {type: 'line', strokeWidth: 2}, encoding: {x, y, color: colour, strokeDash: byName(cycle(dashes, list.length))}},
      {data: {values}, mark: {type: 'point', filled: true, size: 48, opacity: 0.75}, encoding: {x, y, color: colour, shape: byName(cycle(shapes, list.length)),
        tooltip: [{field: 'label', title: 'layer'}, {field: 'name', title: 'of'}, {field: 'x', title: figure.x.title, format: '.4~g'}, {field: 'y', title: figure.y.title, format: '.4~g'}]}},
    ],
  };
}

function scatter(figure, theme, width) {
  const list = dataOf(figure).map((series) => series.name);
  const values = dataOf(figure).flatMap((series) => series.points.map((point) => ({...point, name: series.name})));
  const front = figure.series.filter((series) => series.role === 'bound').flatMap((series) => series.points);
  const own = values.filter((value) => value.name === list[0]).map((value) => value.label);
  const labelled = names([...front.map((point) => point.label), ...own]);
  const spread = (axis, of) => axis.scale === 'logarithmic' ? decades(of) : {scale: {type: 'linear', nice: true, zero: false}};
  const across = spread(figure.x, values.map((point) => point.x)), up = spread(figure.y, values.map((point) => point.y));
  const x = {field: 'x', type: 'quantitative', scale: across.scale, axis: {title: title(figure.x, width - 60), format: '.6~g', labelExpr: withUnit(figure.x.unit), values: across.values}};
  const y = {field: 'y', type: 'quantitative', scale: up.scale, axis: {title: title(figure.y, 280), format: '.6~g', labelExpr: withUnit(figure.y.unit), values: up.values}};
  const role = Object.fromEntries(figure.series.map((series) => [series.name, series.role]));
  const colours = list.map((name, i) => role[name] === 'aside' ? theme.level : i === 0 ? theme.down : theme.up);
  const byName = told(list, {title: null, columns: legendColumns(list, width)});
  return {
    height: 320,
    layer: [
      {data: {values: front}, mark: {type: 'line', interpolate: 'step-after', strokeWidth: 1.5, strokeDash: [5, 3], color: theme.up}, encoding: {x, y}},
      {data: {values}, mark: {type: 'point', size: 70, opacity: 1, strokeWidth: 1.8}, encoding: {x, y,
        color: byName(colours),
        fill: byName(list.map((name, i) => role[name] === 'aside' ? 'transparent' : colours[i])),
        shape: byName(list.map((name, i) => i === 0 ? 'diamond' : role[name] === 'aside' ? 'square' : 'circle')),
        tooltip: [{field: 'label', title: 'design'}, {field: 'x', title: figure.x.title, format: '.4~g'}, {field: 'y', title: figure.y.title, format: '.4~g'}, {field: 'name', title: 'it'}]}},
      {data: {values: values.filter((value) => labelled.includes(value.label))}, mark: {type: 'text', align: 'left', dx: 8, dy: -7, limit: Math.min(170, width * 0.4)},
       encoding: {x, y, text: {field: 'label'}}},
    ],
  };
}

function heatMap(figure, theme, width) {
  const panels = names(figure.series.map((series) => series.panel));
  const values = figure.series.flatMap((series) => series.points.map((point) => ({
    column: place(figure.x, point.x), row: place(figure.y, point.y), value: point.value, panel: series.panel, panelOrder: panels.indexOf(series.panel)})));
  const narrow = width < 460;
  const wide = narrow || panels.length < 2 ? width - 70 : (width - 110) / panels.length;
  const side = Math.min(wide, 340);
  const thinned = (all) => all.filter((_, i) => all.length <= 8 || i % Math.ceil(all.length / 8) === 0);
  const axis = (one) => ({title: one.title, labelAngle: 0, values: thinned(one.categories), labelOverlap: false, grid: false, domain: false});
  return {
    panels: 0,
    data: {values},
    facet: panelsOf(figure, narrow ? 'row' : 'column'),
    spacing: 20,
    spec: {
      width: side,
      height: Math.max(40, Math.min(side, side * figure.y.categories.length / figure.x.categories.length)),
      mark: {type: 'rect', stroke: theme.paper, strokeWidth: 0.5},
      encoding: {
        x: {field: 'column', type: 'ordinal', ...ordered(figure.x.categories), axis: axis(figure.x)},
        y: {field: 'row', type: 'ordinal', ...ordered(figure.y.categories), axis: axis(figure.y)},
        color: {field: 'value', type: 'quantitative', scale: {domain: [0, 100], range: theme.heat, interpolate: 'lab'},
                legend: {title: `${figure.value.title}, ${figure.value.unit.trim()}`, gradientLength: Math.min(220, width - 80), titleAnchor: 'start', gradientThickness: 9}},
        tooltip: [{field: 'panel', title: 'of'}, {field: 'row'}, {field: 'column'}, {field: 'value', title: figure.value.title, format: '.3~g'}],
      },
    },
  };
}

function bars(figure, theme, width) {
  const list = names(figure.series.map((series) => series.name));
  const values = figure.series.flatMap((series) => series.points.map((point) => ({
    place: place(figure.x, point.x), y: point.y, name: series.name, label: format(Number(point.y.toPrecision(3)))})));
  const y = {field: 'place', type: 'nominal', ...ordered(figure.x.categories, {paddingInner: 0.3}), axis: {title: null}};
  const offset = {field: 'name', type: 'nominal', ...ordered(list)};
  const x = {field: 'y', type: 'quantitative', axis: {title: `${figure.y.title}, ${figure.y.unit.trim()}`, tickCount: 5}};
  return {
    data: {values},
    height: figure.x.categories.length * (list.length * 14 + 12),
    layer: [
      {mark: {type: 'bar'}, encoding: {y, yOffset: offset, x,
        color: {field: 'name', type: 'nominal', ...ordered(list, {range: palette(theme, list.length)}), legend: {title: null, columns: legendColumns(list, width)}},
        tooltip: [{field: 'place', title: figure.x.title}, {field: 'name', title: 'of'}, {field: 'y', title: figure.y.title, format: '.4~g'}]}},
      {mark: {type: 'text', align: 'left', baseline: 'middle', dx: 4, fontSize: 10, color: theme.muted}, encoding: {y, yOffset: offset, x, text: {field: 'label'}}},
    ],
  };
}

function histogram(figure, theme, width) {
  const values = figure.series.flatMap((series) => series.points.map((point) => ({
    from: point.x, to: point.x + figure.x.step, y: point.y, range: `${format(point.x)} to ${format(point.x + figure.x.step)}${figure.x.unit}`})));
  const places = marks(figure, 'place').sort((a, b) => a.at - b.at).map((mark, i) => ({...mark, i}));
  const ends = [...values.flatMap((value) => [value.from, value.to]), ...places.map((mark) => mark.at)];
  const x = {field: 'from', type: 'quantitative', scale: {domain: [Math.min(...ends), Math.max(...ends)], nice: true, zero: false},
             axis: {title: figure.x.title, labelExpr: withUnit(figure.x.unit), tickCount: Math.max(3, Math.floor(width / 70)), grid: false}};
  const highest = Math.max(...values.map((value) => value.y));
  const y = {field: 'y', type: 'quantitative', scale: {domain: [0, highest * (1 + 0.11 * places.length)]}, axis: {title: figure.y.title, tickCount: 3, format: ',d', tickMinStep: 1}};
  return {
    data: {values},
    height: figure.small ? 150 : 220,
    layer: [
      {mark: {type: 'bar', color: theme.up, binSpacing: 1}, encoding: {x: {...x, bin: 'binned'}, x2: {field: 'to'}, y,
        tooltip: [{field: 'range', title: figure.x.title}, {field: 'y', title: figure.y.title}]}},
      {data: {values: places}, mark: {type: 'rule', strokeDash: [4, 3], color: theme.ink}, encoding: {x: {...x, field: 'at'}, tooltip: {field: 'label'}}},
      ...places.map((mark) => ({data: {values: [mark]},
        mark: {type: 'text', align: mark.at > (Math.min(...ends) + Math.max(...ends)) / 2 ? 'right' : 'left',
               dx: mark.at > (Math.min(...ends) + Math.max(...ends)) / 2 ? -4 : 4, baseline: 'top', fontSize: 10, color: theme.ink},
        encoding: {x: {...x, field: 'at'}, y: {value: 1 + 12 * mark.i}, text: {field: 'label'}}})),
    ],
  };
}

export const kinds = {
  'stacked-bars': stackedBars, lines: lineChart, waterfall, roofline, scatter, 'heat-map': heatMap, bars, histogram,
};
