// What is done to a good file: each change is one that disks, networks, careless programs or ill will make.
import type { Random } from '@millwright/tensors';

type Change = (bytes: Buffer, random: Random, others: readonly Uint8Array[]) => Buffer;

/** Numbers at which counters run over, and powers that ask for much. */
const extremes = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];
const extremeWords = [
  '0',
  '-1',
  '1',
  '2',
  '255',
  '65536',
  '16384',
  '2147483648',
  '4294967295',
  '9007199254740993',
]
  .concat(['1e308', '1e-308', '-0', '0.5', 'null', 'true', '""', '[]', '{}', '77777777777', '\ufffd', '"'])
  .map((word) => Buffer.from(word));

const place = (bytes: Buffer, random: Random): number => random.integer(bytes.length + 1);
/** A length that is mostly small, now and then thousands. */
const some = (random: Random): number => 1 + random.integer(2 ** (1 + random.integer(12)));
const joined = (...parts: Uint8Array[]): Buffer => Buffer.concat(parts);

const flipBits: Change = (bytes, random) => {
  const changed = Buffer.from(bytes);
  for (let n = 1 + random.integer(8); n > 0 && changed.length > 0; n--)
    changed[random.integer(changed.length)] ^= 1 << random.integer(8);
  return changed;
};

const cutOff: Change = (bytes, random) => bytes.subarray(0, place(bytes, random));

const remove: Change = (bytes, random) => {
  const at = place(bytes, random);
  return joined(bytes.subarray(0, at), bytes.subarray(at + some(random)));
};

const insert: Change = (bytes, random) => {
  const at = place(bytes, random);
  const kind = random.integer(3);
  const block = Buffer.alloc(some(random), kind === 0 ? 0 : 0xff);
  if (kind === 2) for (let i = 0; i < block.length; i++) block[i] = random.integer(256);
  return joined(bytes.subarray(0, at), block, bytes.subarray(at));
};

const repeat: Change = (bytes, random) => {
  const at = place(bytes, random);
  const block = bytes.subarray(at, at + some(random));
  const times = 1 + random.integer(4);
  return joined(bytes.subarray(0, at), ...Array.from({ length: times }, () => block), bytes.subarray(at));
};

/** A piece of another good file in the place of a piece of this one. */
const splice: Change = (bytes, random, others) => {
  const other = Buffer.from(others[random.integer(others.length)]);
  const [at, from] = [place(bytes, random), place(other, random)];
  const length = some(random);
  return joined(bytes.subarray(0, at), other.subarray(from, from + length), bytes.subarray(at + length));
};

/** A number of 1 to 8 bytes, of either byte order, set to an extreme: lengths, counts, offsets, sizes. */
const overflow: Change = (bytes, random) => {
  const width = 2 ** random.integer(4);
  if (bytes.length < width) return bytes;
  const changed = Buffer.from(bytes);
  // Half of them near the start, where headers are.
  const reach = random.next() < 0.5 ? Math.min(bytes.length, 128) : bytes.length;
  const at = random.integer(Math.max(1, reach - width + 1));
  const value = extremes[random.integer(extremes.length)];
  const small = Buffer.alloc(8);
  if (random.next() < 0.5) small.writeUInt32LE(value, 0);
  else {
    small.writeUInt32BE(value, Math.max(0, width - 4));
    if (width < 4) small.writeUIntBE(value % 256 ** width, 0, width);
  }
  small.copy(changed, at, 0, width);
  return changed;
};

/** A number or a word of a text in the place of another. */
const overwrite: Change = (bytes, random) => {
  const text = bytes.toString('latin1');
  const found = [...text.matchAll(/[\w.+-]+/g)];
  if (found.length === 0) return bytes;
  const match = found[random.integer(found.length)];
  const end = match.index + match[0].length;
  const word = extremeWords[random.integer(extremeWords.length)];
  return joined(bytes.subarray(0, match.index), word, bytes.subarray(end));
};

const changes: readonly Change[] = [
  flipBits,
  cutOff,
  remove,
  insert,
  repeat,
  splice,
  overflow,
  overflow,
  overwrite,
];

/** Files are kept below this, however often a piece is repeated [bytes]. */
const largest = 1 << 20;

/** A good file changed one to four times. Equal random numbers give equal bytes. */
export function mutate(good: Uint8Array, random: Random, others: readonly Uint8Array[] = [good]): Buffer {
  let bytes: Buffer = Buffer.from(good);
  for (let n = 1 + random.integer(4); n > 0; n--)
    bytes = changes[random.integer(changes.length)](bytes, random, others).subarray(0, largest);
  return Buffer.from(bytes);
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const strange: readonly Json[] = [
  ...[null, true, 0, -1, 1, 0.5, 7, 65536, 16384, 2 ** 31, 2 ** 53, 1e308, -1e-308],
  ...['', 'x', '__proto__', 'constructor', '\u0000', '{file}', 'a'.repeat(5000)],
  ...[[], {}, [[]], [1, 2, 3, 4, 5], [1e6, 1e6, 1e6]],
];

/** Every place of a value, as something that can be written to. */
function places(value: Json): { holder: Record<string, Json>; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, Json>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...places(holder[key])]);
}

/** JSON whose form stays good while what it says changes: values replaced, left out, doubled, moved. */
export function mutateJson(good: unknown, random: Random): unknown {
  const root = { value: structuredClone(good) as Json };
  for (let n = 1 + random.integer(3); n > 0; n--) {
    const all = places(root);
    if (all.length === 0) break;
    const { holder, key } = all[random.integer(all.length)];
    const other = all[random.integer(all.length)];
    const kind = random.integer(5);
    if (kind === 0) delete holder[key];
    else if (kind === 1) holder[key] = structuredClone(other.holder[other.key]);
    else if (kind === 2 && Array.isArray(holder[key])) holder[key] = [...holder[key], ...holder[key]];
    else if (kind === 3 && typeof holder[key] === 'number')
      holder[key] = holder[key] * 10 ** random.integer(9);
    else holder[key] = structuredClone(strange[random.integer(strange.length)]);
  }
  return root.value;
}
