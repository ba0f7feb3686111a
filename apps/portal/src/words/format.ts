import type { Interval, Locale } from '@millwright/contracts';

const tags = {
  en: { numbers: 'en', dates: 'en-GB' },
  zh: { numbers: 'zh-CN', dates: 'zh-CN' },
} as const;

/** Writes numbers, times and sizes the way the readers of a language expect them. */
export interface Formats {
  /** Three significant digits, for cards. */
  short(value: number): string;
  /** A whole number with its separators. */
  count(value: number): string;
  /** A share 0..1 as per cent. */
  percent(share: number, digits?: number): string;
  /** An interval of shares, `98.1–99.6 %`. */
  percentInterval(interval: Interval): string;
  /** Absolute, with the weekday. */
  dateTime(iso: string): string;
  time(iso: string): string;
  bytes(bytes: number): string;
  /** `2 min 5 s`; below ten seconds with one digit, below one second in milliseconds. */
  seconds(seconds: number): string;
}

/**
 * @param timeZone - that of the reader where it is absent; tests name one
 */
export function formatsFor(locale: Locale, timeZone?: string): Formats {
  const { numbers: language, dates } = tags[locale];
  const significant = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const day = { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' } as const;
  const clock = { hour: '2-digit', minute: '2-digit', hour12: false } as const;
  const dateTime = new Intl.DateTimeFormat(dates, { ...day, ...clock, timeZone });
  const time = new Intl.DateTimeFormat(dates, { ...clock, second: '2-digit', timeZone });
  const percent = (share: number, digits = 1) =>
    new Intl.NumberFormat(language, {
      style: 'percent',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(share);
  return {
    short: (value) => (Math.abs(value) >= 1000 ? whole.format(value) : significant.format(value)),
    count: (value) => whole.format(value),
    percent,
    percentInterval: ([low, high]) => `${percent(low).replace(/\s?%$/, '')}–${percent(high)}`,
    dateTime: (iso) => dateTime.format(new Date(iso)),
    time: (iso) => time.format(new Date(iso)),
    bytes: (bytes) => bytesIn(bytes, significant),
    seconds: (seconds) => duration(seconds, language),
  };
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

function bytesIn(bytes: number, significant: Intl.NumberFormat): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${significant.format(bytes / 1000 ** power)} ${units[power]}`;
}

function duration(seconds: number, language: string): string {
  const unit = (value: number, name: string, digits = 0) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value);
  if (seconds < 0.9995) return unit(seconds * 1000, 'millisecond');
  if (seconds < 9.95) return unit(seconds, 'second', 1);
  const rounded = Math.round(seconds);
  if (rounded < 60) return unit(rounded, 'second');
  if (rounded < 3600)
    return [unit(Math.floor(rounded / 60), 'minute'), unit(rounded % 60, 'second')].join(' ');
  return [unit(Math.floor(rounded / 3600), 'hour'), unit(Math.floor((rounded % 3600) / 60), 'minute')].join(
    ' ',
  );
}
