import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip as a test wants it, honest or not. */
export interface ZipWish {
  readonly name: string | Uint8Array;
  readonly content: Uint8Array;
  /** 0 stored, 8 deflated (the default); others are only claimed. */
  readonly method?: number;
  /** Unix mode with file type, such as 0o120777 for a link. */
  readonly mode?: number;
  /** Bit 0 claims encryption. */
  readonly flags?: number;
  /** Unpacked size that the headers claim, where it is to be a lie. */
  readonly claimedSize?: number;
  readonly crc?: number;
}

interface Written {
  readonly local: Buffer;
  readonly central: Buffer;
}

function writeEntry(wish: ZipWish, offset: number): Written {
  const name = Buffer.from(typeof wish.name === 'string' ? Buffer.from(wish.name) : wish.name);
  const method = wish.method ?? 8;
  const packed = method === 8 ? deflateRawSync(wish.content) : Buffer.from(wish.content);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0); // version needed
  fields.writeUInt16LE((wish.flags ?? 0) | 0x800, 2); // 0x800: the name is said to be UTF-8
  fields.writeUInt16LE(method, 4);
  fields.writeUInt32LE(wish.crc ?? crc32(wish.content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(wish.claimedSize ?? wish.content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(((wish.mode ?? 0o100644) << 16) >>> 0, 6);
  tail.writeUInt32LE(offset, 10);
  return {
    local: Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, name, packed]),
    central: Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), fields, tail, name]),
  };
}

/** A zip file byte by byte (PKWARE APPNOTE 6.3), so that tests can hold what no zip program writes. */
export function zipBytes(wishes: readonly ZipWish[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const wish of wishes) {
    const { local, central } = writeEntry(wish, offset);
    locals.push(local);
    centrals.push(central);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(wishes.length, 8);
  end.writeUInt16LE(wishes.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
