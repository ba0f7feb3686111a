/** An entry of a tar as a test wants it. */
export interface TarWish {
  readonly name: string | Uint8Array;
  readonly content?: Uint8Array;
  /** '0' file (the default), '1' hard link, '2' symbolic link, '5' folder. */
  readonly type?: string;
  readonly linkTo?: string;
}

/** A tar file byte by byte (POSIX.1-1988, ustar), so that tests can hold what no tar program writes. */
export function tarBytes(wishes: readonly TarWish[]): Buffer {
  const blocks = wishes.flatMap(({ name, content = new Uint8Array(0), type = '0', linkTo = '' }) => {
    const header = Buffer.alloc(512);
    header.set(Buffer.from(typeof name === 'string' ? Buffer.from(name) : name), 0);
    header.write('0000644\x000000000\x000000000\0', 100);
    header.write(`${content.length.toString(8).padStart(11, '0')}\x0000000000000\0`, 124);
    header.write(`        ${type}${linkTo}`, 148);
    header.write('ustar\x0000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
