// The chart bundle: only the parts of ECharts the dashboard draws with, and the table of names an option may use.
// Loaded as a module script when the first chart comes into view; nothing here evaluates text.

import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import { AriaComponent, AxisPointerComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

echarts.use([
  AriaComponent,
  AxisPointerComponent,
  BarChart,
  CanvasRenderer,
  GridComponent,
  LineChart,
  MarkAreaComponent,
  MarkLineComponent,
  ScatterChart,
  TooltipComponent,
]);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Formatter = (value: never) => string;
type Point = { axisValue: string; marker: string; seriesName: string; seriesIndex: number; dataIndex: number; value: unknown };

/** What a tooltip says beside the values; `tip` of the server's option, never given to ECharts. */
interface Tip {
  /** First line per category; a category without one is a day. */
  heads?: string[];
  /** Last line: where the numbers come from. */
  foot?: string | (string | null)[];
  /** Per series: is the value a change; a second number, is that a change; categories another series speaks for. */
  series?: { change?: boolean; beside?: (number | null)[]; beside_change?: boolean; joints?: number[] }[];
}

/** A drawn chart. */
export interface Mounted {
  dispose(): void;
}

/** Colours of the interface an option may name beside the `--chart-*` ones. */
const INTERFACE = new Set(["text", "muted", "border", "raised", "surface", "font"]);

function colour(style: CSSStyleDeclaration, name: string): string {
  const token = INTERFACE.has(name) ? `--${name}` : `--chart-${name}`;
  return style.getPropertyValue(token).trim();
}

/** Numbers as the pages write them: with a true minus. */
function form(language: string, options?: Intl.NumberFormatOptions) {
  const plain = new Intl.NumberFormat(language, options);
  return { format: (value: number) => plain.format(value).replace("-", "\u2212") };
}

function numbers(language: string) {
  const whole = form(language);
  // Values of an axis are round: as many digits as tell neighbours apart, 1.735万 beside 1.74万.
  const compact = form(language, { notation: "compact", maximumFractionDigits: 4 });
  const percent = form(language, { style: "percent", maximumFractionDigits: 1 });
  const share = form(language, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const signed = form(language, { signDisplay: "exceptZero" });
  return { whole, compact, percent, share, signed };
}

/** Days are ISO dates and stay calendar days: read as UTC and written as UTC. */
function days(tag: string) {
  // The pages write "21 Nov": so do the charts.
  const language = tag === "en" ? "en-GB" : tag;
  const short = new Intl.DateTimeFormat(language, { month: "short", day: "numeric", timeZone: "UTC" });
  const long = new Intl.DateTimeFormat(language, { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });
  const month = new Intl.DateTimeFormat(language, { year: "numeric", month: "short", timeZone: "UTC" });
  return { short, long, month };
}

function instant(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** Labels are text: `{name|…}` would be a style of the canvas. */
function plain(text: string): string {
  return text.replaceAll("{", "{\u200b");
}

/** The largest number a part of an option draws. */
function largest(part: Json | undefined): number {
  if (typeof part === "number") return Math.abs(part);
  if (part === null || typeof part !== "object") return 0;
  return Object.values(part).reduce<number>((most, item) => Math.max(most, largest(item)), 0);
}

/** Above this an axis has no room for whole numbers. */
const ROOM = 100_000;

/** The name of the first axis. */
function axisName(axis: Json | undefined): string {
  const first = Array.isArray(axis) ? axis[0] : axis;
  return typeof first === "object" && first !== null && !Array.isArray(first) ? String(first.name ?? "") : "";
}

/** What the names of formatters stand for. */
function formatters(language: string, option: { [key: string]: Json }, tip: Tip): Record<string, Formatter> {
  const number = numbers(language);
  const day = days(language);
  // The pages write 2,087 and 17,289: so do the axes as long as they can. One form for the whole axis: neighbours look alike.
  const data = Array.isArray(option.series) ? option.series.map((series) => (series as { data?: Json } | null)?.data ?? null) : null;
  const isRoomy = largest(data) < ROOM;
  const percents = JSON.stringify(option.yAxis ?? "").includes("@percent");
  const line = (point: Point): string => {
    const about = tip.series?.[point.seriesIndex];
    const form = about?.change ? number.signed : percents ? number.share : number.whole;
    const second = about?.beside?.[point.dataIndex];
    const change = about?.beside_change;
    const beside = typeof second !== "number" ? "" : change ? ` (${number.signed.format(second)})` : ` · ${number.whole.format(second)}`;
    return `${point.marker}${plain(point.seriesName)}  ${form.format(point.value as number)}${beside}`;
  };
  return {
    count: (value: number) => number.whole.format(value),
    compact: (value: number) => (isRoomy || Math.abs(value) < ROOM / 10 ? number.whole : number.compact).format(value),
    percent: (value: number) => number.percent.format(value),
    day: (value: string) => day.short.format(instant(value)),
    month: (value: string) => day.month.format(instant(value)),
    point: (points: Point[]) => {
      const first = points[0];
      if (first === undefined) return "";
      const at = first.dataIndex;
      const told = (point: Point) => typeof point.value === "number" && !tip.series?.[point.seriesIndex]?.joints?.includes(at);
      const lines = points.filter(told).map(line);
      const foot = Array.isArray(tip.foot) ? tip.foot[at] : tip.foot;
      const head = tip.heads?.[at] ?? day.long.format(instant(first.axisValue));
      return [head, ...(lines.length > 0 ? lines : ["—"]), ...(foot ? [foot] : [])].join("\n");
    },
    // A dot of a scatter chart: [count, share, day].
    dot: (point: Point) => {
      const [x, y, on] = point.value as [number, number, string];
      const named = (axis: Json | undefined, text: string) => `${axisName(axis)}  ${text}`;
      const facts = [named(option.xAxis, number.whole.format(x)), named(option.yAxis, number.percent.format(y))];
      const foot = typeof tip.foot === "string" && tip.foot !== "" ? [tip.foot] : [];
      return [day.long.format(instant(on)), `${point.marker}${point.seriesName}`, ...facts, ...foot].join("\n");
    },
  };
}

/** Replaces every `@name` by its colour or formatter. A text that merely begins with @ (a nickname) has no such token and stays. */
function resolve(value: Json, style: CSSStyleDeclaration, table: Record<string, Formatter>): unknown {
  if (typeof value === "string" && value.startsWith("@")) {
    const name = value.slice(1);
    if (Object.hasOwn(table, name)) return table[name];
    return colour(style, name) || value;
  }
  if (Array.isArray(value)) return value.map((item) => resolve(item, style, table));
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, style, table)]));
  }
  return value;
}

/** Draws an option into an element, follows its size and the theme, until it is disposed of. */
export function mount(element: HTMLElement, given: { [key: string]: Json }, language: string): Mounted {
  const { tip, ...option } = given;
  const chart = echarts.init(element, null, { renderer: "canvas" });
  const table = formatters(language, option, (tip ?? {}) as Tip);
  const draw = () => {
    const style = getComputedStyle(document.documentElement);
    chart.setOption(resolve(option, style, table) as echarts.EChartsCoreOption, { notMerge: true });
  };
  draw();

  const size = new ResizeObserver(() => chart.resize());
  size.observe(element);
  const pinned = new MutationObserver(draw);
  pinned.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", draw);

  return {
    dispose() {
      size.disconnect();
      pinned.disconnect();
      system.removeEventListener("change", draw);
      chart.dispose();
    },
  };
}

declare global {
  interface Window {
    fanscopeCharts?: { mount: typeof mount };
  }
}

window.fanscopeCharts = { mount };
