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

const known: [prefix: string, name: string][] = [
  ['GIF8', 'a GIF picture'],
  ['%PDF', 'a PDF document'],
  ['PK\x03\x04', 'a zip archive'],
  ['\x1f\x8b', 'gzip data'],
  ['Rar!', 'a RAR archive'],
  ['7z\xbc\xaf', 'a 7-Zip archive'],
  ['8BPS', 'a Photoshop file'],
];

/** What bytes that are no picture of ours seem to be, in words for an error message. */
export function describeBytes(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'an empty file';
  const found = known.find(([prefix]) => ascii(bytes, 0, prefix.length) === prefix);
  if (found) return found[1];
  if (ascii(bytes, 4, 8) === 'ftyp') return 'a HEIC/AVIF picture or a film';
  if (ascii(bytes, 257, 262) === 'ustar') return 'a tar archive';
  const start = bytes.subarray(0, 512);
  const control = start.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));
  return control ? 'data of an unknown kind' : 'text';
}

const imageNames = /\.(jpe?g|jpe|jfif|png|tiff?|webp|bmp|dib)$/i;

/** Whether a file is named like a picture. */
export const namedLikeImage = (path: string): boolean => imageNames.test(path);
