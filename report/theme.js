// Colours of the charts. Series are told apart by shape and dash as well; the palette is Okabe and Ito's, darker on paper and lighter on black.

const light = {
  name: 'light',
  paper: '#ffffff',
  ink: '#1d1c1a',
  muted: '#5b5850',
  grid: '#e9e6df',
  axis: '#b9b4a9',
  series: ['#0072b2', '#d55e00', '#00855f', '#a3487a', '#8a6d00', '#3c8dbc', '#6b5b95', '#77736a'],
  loss: ['#1f6f8b', '#d55e00', '#c98a00', '#a3487a', '#5c8a3a', '#4f5d9c', '#8c564b', '#9a958b', '#cfc8b8'],
  level: '#8d887d',
  up: '#0072b2',
  down: '#c8501a',
  range: '#f0c948',
  rangeOpacity: 0.28,
  broken: '#b3261e',
  heat: ['#f5f3ee', '#9cc7d8', '#2f7fa3', '#0b3f5c'],
};

const dark = {
  name: 'dark',
  paper: '#17181b',
  ink: '#e9e7e2',
  muted: '#aba79d',
  grid: '#2a2c31',
  axis: '#53565e',
  series: ['#56b4e9', '#f0894a', '#3dc79b', '#d98bb8', '#e0c04c', '#9ad0ef', '#b3a5de', '#a8a49a'],
  loss: ['#4fa9c7', '#f0894a', '#e6b84d', '#d98bb8', '#93c572', '#94a3e0', '#c99287', '#8f8b83', '#5a564d'],
  level: '#8f8b83',
  up: '#56b4e9',
  down: '#f0894a',
  range: '#e0c04c',
  rangeOpacity: 0.22,
  broken: '#ff8d85',
  heat: ['#1f2126', '#1f4f66', '#3d92b5', '#c9ecfa'],
};

export const themes = {light, dark};
export const shapes = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down', 'triangle-left', 'triangle-right'];
export const dashes = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [1, 3], [10, 4], [4, 1], [12, 2, 2, 2]];
export const font = 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** What all charts share, as Vega-Lite's config. */
export function config(theme) {
  return {
    background: null,
    font,
    view: {stroke: null},
    axis: {
      labelColor: theme.muted,
      titleColor: theme.muted,
      labelFontSize: 11,
      titleFontSize: 11.5,
      titleFontWeight: 400,
      titlePadding: 8,
      labelPadding: 4,
      gridColor: theme.grid,
      domainColor: theme.axis,
      tickColor: theme.axis,
      tickSize: 4,
      labelLimit: 180,
      labelOverlap: true,
    },
    axisBand: {grid: false, ticks: false},
    legend: {
      labelColor: theme.ink,
      titleColor: theme.muted,
      labelFontSize: 11.5,
      orient: 'bottom',
      direction: 'horizontal',
      symbolSize: 70,
      labelLimit: 260,
      columnPadding: 14,
      rowPadding: 4,
      offset: 10,
    },
    header: {labelColor: theme.ink, labelFontSize: 12.5, labelFontWeight: 600, labelPadding: 6, title: null},
    text: {color: theme.ink, fontSize: 11, font},
  };
}
