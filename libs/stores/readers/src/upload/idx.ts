import type { Readable } from 'node:stream';
import { AppError, type Bilingual } from '@millwright/contracts';
import { ndArray, type Pixels } from '@millwright/tensors';

/** Bytes of uint8 elements come first in an IDX header; see Y. LeCun's description of the MNIST files. */
const uint8Type = 8;

const refuse = (file: string, expected: Bilingual, received: string | Bilingual): AppError =>
  new AppError('idx.unreadable', { file, expected, received });

/** Images or labels by name, as in `gray64_train-images-idx3-ubyte`; null for other files. */
export function idxRole(path: string): { role: 'images' | 'labels'; stem: string } | null {
  const found = /^(.*?)[-_.](images|labels)(?:[-_.]idx\d)?(?:[-_.]ubyte)?(?:\.idx)?$/i.exec(path);
  return found && { role: found[2].toLowerCase() as 'images' | 'labels', stem: found[1] };
}

/** Element counts of an IDX file along each dimension. */
function dimensionsOf(file: string, header: Buffer): number[] {
  if (header.length < 4 || header.readUInt16BE(0) !== 0)
    throw refuse(
      file,
      { en: 'an IDX file (it begins with two zero bytes)', zh: 'IDX 文件（以两个零字节开头）' },
      { en: 'another start', zh: '其他开头' },
    );
  if (header[2] !== uint8Type)
    throw refuse(
      file,
      { en: 'IDX elements of type 0x08 (uint8)', zh: '类型为 0x08（uint8）的 IDX 元素' },
      `0x${header[2].toString(16)}`,
    );
  const count = header[3];
  if (header.length < 4 + 4 * count)
    throw refuse(
      file,
      { en: 'a whole IDX header', zh: '完整的 IDX 文件头' },
      { en: `${header.length} bytes`, zh: `${header.length} 字节` },
    );
  return Array.from({ length: count }, (_, i) => header.readUInt32BE(4 + 4 * i));
}

/**
 * The label numbers of an `idx1` file.
 *
 * @throws AppError `idx.unreadable`
 */
export function readIdxLabels(file: string, bytes: Uint8Array): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dimensions = dimensionsOf(file, buffer);
  if (dimensions.length !== 1)
    throw refuse(file, { en: 'one dimension', zh: '一个维度' }, `${dimensions.length}`);
  if (buffer.length !== 8 + dimensions[0])
    throw refuse(
      file,
      { en: `${dimensions[0]} labels`, zh: `${dimensions[0]} 个标签` },
      `${buffer.length - 8}`,
    );
  return buffer.subarray(8);
}

/** Takes a stream piece by piece; the last piece may be shorter than asked for. */
function byteReader(stream: Readable): { take(count: number): Promise<Buffer> } {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let kept: Buffer = Buffer.alloc(0);
  return {
    async take(count) {
      const parts = [kept];
      let bytes = kept.length;
      while (bytes < count) {
        const { value, done } = await chunks.next();
        if (done) break;
        parts.push(value);
        bytes += value.length;
      }
      const all = parts.length === 1 ? kept : Buffer.concat(parts);
      kept = all.subarray(count);
      return all.subarray(0, count);
    },
  };
}

/**
 * The pictures of an `idx3` file (count, height, width) or of one with a fourth dimension of 1 or 3 channels, one by one.
 *
 * @param maxPixels - pictures of more pixels than this are refused
 * @throws AppError `idx.unreadable` where the header is wrong, and after the last whole picture where some are missing
 */
export async function* readIdxImages(
  file: string,
  stream: Readable,
  maxPixels: number,
): AsyncGenerator<{ index: number; count: number; pixels: Pixels }, void, undefined> {
  const reader = byteReader(stream);
  const start = await reader.take(4);
  const rest = await reader.take(start.length === 4 ? 4 * start[3] : 0);
  const dimensions = dimensionsOf(file, Buffer.concat([start, rest]));
  if (dimensions.length !== 3 && dimensions.length !== 4)
    throw refuse(file, { en: '3 or 4 dimensions', zh: '3 或 4 个维度' }, `${dimensions.length}`);
  const [count, height, width, channels = 1] = dimensions;
  if (channels !== 1 && channels !== 3)
    throw refuse(file, { en: '1 or 3 channels', zh: '1 或 3 个通道' }, `${channels}`);
  if (height * width === 0 || height * width > maxPixels)
    throw refuse(
      file,
      { en: `pictures of 1 to ${maxPixels} pixels`, zh: `1 至 ${maxPixels} 像素的图片` },
      `${height} x ${width}`,
    );
  const size = height * width * channels;
  for (let index = 0; index < count; index++) {
    const piece = await reader.take(size);
    if (piece.length < size)
      throw refuse(
        file,
        { en: `${count} pictures`, zh: `${count} 张图片` },
        { en: `${index} whole ones`, zh: `${index} 张完整图片` },
      );
    yield { index, count, pixels: ndArray('uint8', [height, width, channels], Uint8Array.from(piece)) };
  }
  if ((await reader.take(1)).length > 0)
    throw refuse(
      file,
      { en: `${count} pictures`, zh: `${count} 张图片` },
      { en: 'more bytes than these need', zh: '多余的字节' },
    );
}
