import type { Bilingual } from '@millwright/contracts';

export type ImageFormat = 'jpeg' | 'png' | 'tiff' | 'webp' | 'bmp';

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** What the first bytes say a picture is; the name is not asked. Null where it is none that we read. */
export function imageFormatOf(bytes: Uint8Array): ImageFormat | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'webp';
  if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(ascii(bytes, 0, 4))) return 'tiff';
  if (ascii(bytes, 0, 2) === 'BM' && bytes.length >= 26) return 'bmp';
  return null;
}

const known: [prefix: string, name: Bilingual][] = [
  ['GIF8', { en: 'a GIF picture', zh: 'GIF 图片' }],
  ['%PDF', { en: 'a PDF document', zh: 'PDF 文档' }],
  ['PK\x03\x04', { en: 'a zip archive', zh: 'zip 压缩包' }],
  ['\x1f\x8b', { en: 'gzip data', zh: 'gzip 数据' }],
  ['Rar!', { en: 'a RAR archive', zh: 'RAR 压缩包' }],
  ['7z\xbc\xaf', { en: 'a 7-Zip archive', zh: '7-Zip 压缩包' }],
  ['8BPS', { en: 'a Photoshop file', zh: 'Photoshop 文件' }],
];

/** What bytes that are no picture of ours seem to be, in words for an error message. */
export function describeBytes(bytes: Uint8Array): Bilingual {
  if (bytes.length === 0) return { en: 'an empty file', zh: '空文件' };
  const found = known.find(([prefix]) => ascii(bytes, 0, prefix.length) === prefix);
  if (found) return found[1];
  if (ascii(bytes, 4, 8) === 'ftyp')
    return { en: 'a HEIC/AVIF picture or a film', zh: 'HEIC/AVIF 图片或视频' };
  if (ascii(bytes, 257, 262) === 'ustar') return { en: 'a tar archive', zh: 'tar 压缩包' };
  const start = bytes.subarray(0, 512);
  const control = start.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));
  return control ? { en: 'data of an unknown kind', zh: '未知类型的数据' } : { en: 'text', zh: '文本' };
}

/** Why bytes that are no picture are refused as one. */
export function notAPicture(bytes: Uint8Array): Bilingual {
  const { en, zh } = describeBytes(bytes);
  return { en: `it holds ${en}, not a picture`, zh: `文件内容是${zh}，不是图片` };
}

const imageNames = /\.(jpe?g|jpe|jfif|png|tiff?|webp|bmp|dib)$/i;

/** Whether a file is named like a picture. */
export const namedLikeImage = (path: string): boolean => imageNames.test(path);
