import { AppError, errorWords, toAppError } from './app-error.ts';
import { problemOf } from './problem.ts';
import { errorCodes, errorTable } from './table.ts';

const blanks = (text: string) => new Set(text.match(/\{\w+\}/g) ?? []);

describe('the error table', () => {
  it.each(errorCodes)('%s uses the same values in both languages and says what to do', (code) => {
    const { en, zh, status } = errorTable[code];
    expect(blanks(zh.message + zh.hint)).toEqual(blanks(en.message + en.hint));
    expect(en.hint.length).toBeGreaterThan(10);
    expect(zh.message).toMatch(/\p{Script=Han}/u);
    expect(status).toBeGreaterThanOrEqual(400);
  });
});

describe('AppError', () => {
  const error = new AppError('run.not-found', { run: '7' });

  it('fills its words in the language asked for', () => {
    expect(error.message).toBe('There is no run 7.');
    expect(errorWords('run.not-found', { run: '7' }, 'zh').message).toBe('没有训练任务 7。');
  });

  it('takes a value that is itself words in the language asked for', () => {
    const reason = { en: 'it ends early', zh: '文件提前结束' };
    const params = { file: 'a.jpg', reason };
    expect(errorWords('image.unreadable', params, 'en').message).toBe(
      'a.jpg could not be read as an image: it ends early.',
    );
    expect(errorWords('image.unreadable', params, 'zh').message).toBe(
      'a.jpg 无法作为图片读取：文件提前结束。',
    );
  });

  it('becomes a problem body of RFC 9457 with code, hint and request id', () => {
    expect(problemOf(error, 'en', 'req-1')).toMatchObject({
      status: 404,
      code: 'run.not-found',
      requestId: 'req-1',
      errors: [],
    });
  });

  it('hides the inside of what was not foreseen', () => {
    const foreign = toAppError(new Error('password=hunter2'), 'req-2');
    expect(JSON.stringify(problemOf(foreign, 'en', 'req-2'))).not.toContain('hunter2');
    expect(foreign.code).toBe('internal');
  });
});
