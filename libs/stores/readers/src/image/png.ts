import { crc32 } from 'node:zlib';
import type { Pixels } from '@millwright/tensors';

function chunk(type: string, content: Uint8Array): Buffer {
  const bytes = Buffer.alloc(content.length + 12);
  bytes.writeUInt32BE(content.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(content, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, content.length + 8)), content.length + 8);
  return bytes;
}

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let start = 0; start < bytes.length; start += 3800) {
    const end = Math.min(bytes.length, start + 3800); // as many as fit before b leaves 32 bits
    for (let i = start; i < end; i++) b += a += bytes[i];
    a %= 65521;
    b %= 65521;
  }
  return b * 65536 + a;
}

/** Bytes as a zlib stream of stored blocks (RFC 1950, 1951). */
function stored(bytes: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(bytes.length / 65535));
  const stream = Buffer.alloc(2 + blocks * 5 + bytes.length + 4);
  stream.writeUInt16BE(0x7801, 0);
  let at = 2;
  for (let block = 0; block < blocks; block++) {
    const part = bytes.subarray(block * 65535, (block + 1) * 65535);
    stream[at] = block === blocks - 1 ? 1 : 0;
    stream.writeUInt16LE(part.length, at + 1);
    stream.writeUInt16LE(part.length ^ 0xffff, at + 3);
    stream.set(part, at + 5);
    at += 5 + part.length;
  }
  stream.writeUInt32BE(adler32(bytes), at);
  return stream;
}

/**
 * A picture `[H, W, 1 or 3]` as PNG. The pixels are stored, not deflated: deflate gives other bytes on other machines and
 * versions, and a picture's hash must be the same everywhere.
 */
export function encodePng(pixels: Pixels): Uint8Array {
  const [height, width, channels] = pixels.shape;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, channels === 1 ? 0 : 2, 0, 0, 0], 8);
  const row = width * channels;
  const lines = new Uint8Array(height * (row + 1)); // each line begins with its filter, 0 = none
  for (let y = 0; y < height; y++) lines.set(pixels.data.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', stored(lines)),
    chunk('IEND', new Uint8Array(0)),
  ]);
}
