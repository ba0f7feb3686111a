import { formatsFor } from './format.ts';

const en = formatsFor('en', 'UTC');
const zh = formatsFor('zh', 'Asia/Shanghai');
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('formatsFor', () => {
  it('gives cards three significant digits and whole thousands', () => {
    expect([en.short(0.98765), en.short(12.345), en.short(7348)]).toEqual(['0.988', '12.3', '7,348']);
  });

  it('writes dates absolutely, with weekday, in the time zone of the reader', () => {
    // 23 November 2026 is a Monday; 20:50 UTC is 04:50 on Tuesday in Shanghai.
    expect(plain(en.dateTime('2026-11-23T20:50:00Z'))).toBe('Mon, 23 Nov 2026, 20:50');
    expect(zh.dateTime('2026-11-23T20:50:00Z')).toMatch(/2026年11月24日.*周二.*04:50/);
  });

  it('chooses the unit of a size by powers of a thousand', () => {
    expect([0, 999, 1000, 25_400_000, 3e12].map(en.bytes)).toEqual([
      '0 B',
      '999 B',
      '1 kB',
      '25.4 MB',
      '3 TB',
    ]);
  });

  it('says a duration in at most two units', () => {
    expect([0.084, 4.26, 42, 125, 3_720].map(en.seconds).map(plain)).toEqual([
      '84 ms',
      '4.3 sec',
      '42 sec',
      '2 min 5 sec',
      '1 hr 2 min',
    ]);
    expect(zh.seconds(125)).toBe('2分钟 5秒');
  });

  it('writes an interval of shares once with its unit', () => {
    expect(en.percentInterval([0.981, 0.9963])).toBe('98.1–99.6%');
  });
});
