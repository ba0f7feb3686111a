import { decode } from 'bmp-ts';

/** Width and height of a BMP file without decoding it; null where its header is cut off. */
export function bmpSize(bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes.length < 26) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const oldHeader = view.getUint32(14, true) === 12; // BITMAPCOREHEADER of OS/2 has 16-bit sides
  return oldHeader
    ? { width: view.getUint16(18, true), height: view.getUint16(20, true) }
    : { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
}

/** Bytes that the pixels of an uncompressed BMP need; 0 for compressed ones, whose end the decoder finds itself. */
function pixelBytes(bytes: Uint8Array, width: number, height: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [bitsPerPixel, compression] = [view.getUint16(28, true), view.getUint32(30, true)];
  if (compression === 1 || compression === 2) return 0;
  return Math.ceil((width * bitsPerPixel) / 32) * 4 * height;
}

/**
 * RGB levels of a BMP file, `[H, W, 3]` row by row.
 *
 * @throws Error with a reason in words where the file cannot be decoded
 */
export function decodeBmp(bytes: Uint8Array): { width: number; height: number; data: Uint8Array } {
  const size = bmpSize(bytes);
  if (!size || size.width <= 0 || size.height <= 0) throw new Error('its header is damaged');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < buffer.readUInt32LE(10) + pixelBytes(bytes, size.width, size.height))
    throw new Error('the file ends early');
  const { width, height, data } = decode(buffer, { toRGBA: true });
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = data[from];
    rgb[to + 1] = data[from + 1];
    rgb[to + 2] = data[from + 2];
  }
  return { width, height, data: rgb };
}
