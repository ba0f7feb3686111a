import fs from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';

interface Entry {
  readonly name: Buffer;
  readonly bytes: Buffer;
  readonly sum: number;
  readonly offset: number;
}

/** The fields that local and central headers share (APPNOTE 4.4): stored, no date, UTF-8 names. */
function sharedFields({ name, bytes, sum }: Entry): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(0x0800, 2);
  fields.writeUInt16LE(0x21, 8); // 1 January 1980
  fields.writeUInt32LE(sum, 10);
  fields.writeUInt32LE(bytes.length, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

const signed = (signature: number, ...rest: Buffer[]): Buffer => {
  const start = Buffer.alloc(4);
  start.writeUInt32LE(signature, 0);
  return Buffer.concat([start, ...rest]);
};

const localHeader = (entry: Entry): Buffer => signed(0x04034b50, sharedFields(entry), entry.name);

function centralHeader(entry: Entry): Buffer {
  const madeBy = Buffer.from([20, 0]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(entry.offset, 10);
  return signed(0x02014b50, madeBy, sharedFields(entry), rest, entry.name);
}

/**
 * A zip of files kept as they are: what a person gets by packing a folder.
 *
 * @param files - path inside the zip -> content
 */
export function zipOf(files: ReadonlyMap<string, Buffer>): Buffer {
  const pieces: Buffer[] = [];
  const entries: Entry[] = [];
  let offset = 0;
  for (const [file, bytes] of files) {
    const entry = { name: Buffer.from(file), bytes, sum: crc32(bytes), offset };
    const header = localHeader(entry);
    pieces.push(header, bytes);
    entries.push(entry);
    offset += header.length + bytes.length;
  }
  const central = Buffer.concat(entries.map(centralHeader));
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...pieces, central, signed(0x06054b50, end)]);
}

/** All files below a folder, by their path in it. */
export function filesBelow(folder: string): Map<string, Buffer> {
  const names = fs.readdirSync(folder, { recursive: true }).map(String).sort();
  return new Map(
    names
      .filter((name) => fs.statSync(path.join(folder, name)).isFile())
      .map((name) => [name.split(path.sep).join('/'), fs.readFileSync(path.join(folder, name))]),
  );
}
