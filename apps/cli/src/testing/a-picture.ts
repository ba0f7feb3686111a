import fs from 'node:fs';
import path from 'node:path';

/**
 * A BMP of 24 bits a pixel, `side` x `side`: grey noise around a level, repeatable by its seed (a linear congruential
 * generator; constants of Numerical Recipes).
 */
export function aPicture(level: number, seed: number, side = 16): Buffer {
  const rowBytes = side * 3; // a multiple of four where side is
  const bytes = Buffer.alloc(54 + rowBytes * side);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10); // where the pixels begin
  bytes.writeUInt32LE(40, 14); // size of the header that follows
  bytes.writeInt32LE(side, 18);
  bytes.writeInt32LE(side, 22);
  bytes.writeUInt16LE(1, 26); // planes
  bytes.writeUInt16LE(24, 28); // bits a pixel
  let state = seed;
  for (let at = 54; at < bytes.length; at += 3) {
    state = (1664525 * state + 1013904223) % 2 ** 32;
    bytes.fill(Math.min(255, Math.max(0, level - 20 + Math.floor((40 * state) / 2 ** 32))), at, at + 3);
  }
  return bytes;
}

/** Pictures of `dark` (around 90) and `light` (around 170) parts, in a folder per class. */
export function darkAndLight(folder: string, count = 40): void {
  for (let i = 0; i < count; i++) {
    const label = i % 2 === 0 ? 'dark' : 'light';
    fs.mkdirSync(path.join(folder, label), { recursive: true });
    fs.writeFileSync(path.join(folder, label, `${i}.bmp`), aPicture(label === 'dark' ? 90 : 170, i));
  }
}

/** Files in one tar (POSIX ustar: a header of 512 bytes, then the contents filled up to 512). */
export function aTar(files: readonly { name: string; bytes: Buffer }[]): Buffer {
  const blocks = files.flatMap(({ name, bytes }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write('0000644\0', 100);
    header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('00000000000\0', 136);
    header.write('        0', 148); // the sum counts itself as blanks; then the type: a file
    header.write('ustar\x0000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
