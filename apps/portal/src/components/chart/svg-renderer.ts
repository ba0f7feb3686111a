// Loaded only when somebody saves a chart as SVG.
export { SVGRenderer } from 'echarts/renderers';
