import { LineChart } from 'echarts/charts';
import {
  DataZoomInsideComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
} from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { Curve, Look } from './curve.ts';

use([LineChart, GridComponent, LegendComponent, TooltipComponent, DataZoomInsideComponent, CanvasRenderer]);

export interface Drawing {
  readonly curves: readonly Curve[];
  readonly xName: string;
  readonly yName: string;
  readonly look: Look;
}

/** A chart in a place of the page that can be drawn again and again without flicker. */
export class CurveDrawing {
  private readonly chart: EChartsType;

  constructor(private readonly place: HTMLElement) {
    this.chart = init(place, null, { renderer: 'canvas' });
  }

  draw(drawing: Drawing): void {
    this.chart.setOption(optionOf(drawing), { replaceMerge: ['series'] });
  }

  resize(): void {
    this.chart.resize();
  }

  dispose(): void {
    this.chart.dispose();
  }

  /** The chart as a file. */
  async picture(kind: 'png' | 'svg', drawing: Drawing): Promise<Blob> {
    if (kind === 'svg') use([(await import('./svg-renderer.ts')).SVGRenderer]);
    const place = document.createElement('div');
    const { clientWidth: width, clientHeight: height } = this.place;
    const renderer = kind === 'svg' ? 'svg' : 'canvas';
    const chart = init(place, null, { renderer, width, height, devicePixelRatio: 2 });
    chart.setOption({ ...optionOf(drawing), animation: false, backgroundColor: drawing.look.background });
    const text =
      kind === 'svg' ? chart.renderToSVGString() : chart.getDataURL({ type: 'png', pixelRatio: 2 });
    chart.dispose();
    if (kind === 'svg') return new Blob([text], { type: 'image/svg+xml' });
    return new Blob([Uint8Array.from(atob(text.split(',')[1]), (char) => char.charCodeAt(0))], {
      type: 'image/png',
    });
  }
}

/** Over so many curves a legend and a list of values would hide the chart. */
const mostNamed = 12;

function optionOf({ curves, xName, yName, look }: Drawing) {
  const many = curves.length > mostNamed;
  const axis = {
    nameTextStyle: { color: look.text },
    axisLabel: { color: look.text, hideOverlap: true },
    axisLine: { lineStyle: { color: look.line } },
    splitLine: { lineStyle: { color: look.line } },
  };
  return {
    animation: false,
    textStyle: { fontFamily: look.font },
    grid: { left: 56, right: 20, top: 44, bottom: 44 },
    legend: { show: !many, top: 0, left: 0, itemWidth: 28, textStyle: { color: look.text } },
    tooltip: {
      show: !many,
      trigger: 'axis',
      backgroundColor: look.background,
      borderColor: look.line,
      textStyle: { color: look.strong },
    },
    dataZoom: [{ type: 'inside', filterMode: 'none' }],
    xAxis: {
      type: 'value',
      name: xName,
      nameLocation: 'middle',
      nameGap: 28,
      minInterval: 1,
      min: 'dataMin',
      max: 'dataMax',
      ...axis,
      splitLine: { show: false },
    },
    yAxis: { type: 'value', name: yName, nameLocation: 'middle', nameGap: 40, scale: true, ...axis },
    series: curves.map(({ key, name, points, colour, dashed }) => ({
      id: key,
      type: 'line',
      name,
      data: points,
      showSymbol: !many && points.length < 40,
      symbolSize: 5,
      sampling: 'lttb',
      color: colour,
      lineStyle: { width: many ? 1 : 2, type: dashed ? 'dashed' : 'solid' },
    })),
  };
}
