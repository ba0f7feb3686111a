import { belowTheirFolder } from './given-files.ts';

const paths = (...given: string[]) =>
  belowTheirFolder(given.map((path) => ({ path }))).map(({ path }) => path);

describe('belowTheirFolder', () => {
  it('takes away the one folder around the class folders', () => {
    expect(paths('casting/good/1.jpg', 'casting/bad/2.jpg')).toEqual(['good/1.jpg', 'bad/2.jpg']);
  });

  it('keeps a folder that is a class or a part', () => {
    expect(paths('good/1.jpg', 'good/2.jpg')).toEqual(['good/1.jpg', 'good/2.jpg']);
    expect(paths('train/good/1.jpg', 'train/bad/1.jpg')).toEqual(['train/good/1.jpg', 'train/bad/1.jpg']);
  });

  it('keeps several folders that were given together', () => {
    expect(paths('good/a/1.jpg', 'bad/2.jpg')).toEqual(['good/a/1.jpg', 'bad/2.jpg']);
  });

  it('leaves out what the system hides in folders', () => {
    expect(paths('set/.DS_Store', 'set/good/._1.jpg', 'set/good/1.jpg', '__MACOSX/good/1.jpg')).toEqual([
      'good/1.jpg',
    ]);
  });
});
