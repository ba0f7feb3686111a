import {
  fromNpy,
  fromSafetensors,
  ndArray,
  toNpy,
  toSafetensors,
  type NdArray,
  type Random,
} from '@millwright/tensors';
import { mutate, mutateJson } from '../mutate.ts';
import type { Target } from '../target.ts';

const arrays: readonly NdArray[] = [
  ndArray('float32', [2, 3], Float32Array.of(1, 2, 3, 4, 5, 6)),
  ndArray('int32', [4], Int32Array.of(1, -2, 3, -4)),
  ndArray('uint8', [2, 2, 1], Uint8Array.of(1, 2, 3, 4)),
  ndArray('float32', [], Float32Array.of(7)),
];
const named = new Map(arrays.map((array, i) => [`layer_${i}/kernel`, array]));
const files = [toSafetensors(named), toSafetensors(named, { made: 'by hand' }), toSafetensors(new Map())];

/** A safetensors file whose header stays JSON and says something else. */
export function strangeHeader(bytes: Uint8Array, random: Random): Buffer {
  const whole = Buffer.from(bytes);
  const end = 8 + Number(whole.readBigUInt64LE(0));
  const header = Buffer.from(
    JSON.stringify(mutateJson(JSON.parse(whole.toString('utf8', 8, end)), random)) ?? '',
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, whole.subarray(end)]);
}

const fileTarget = (
  name: string,
  good: readonly Uint8Array[],
  {
    open,
    how = mutate,
  }: { open(bytes: Uint8Array): unknown; how?: (bytes: Uint8Array, random: Random) => Buffer },
): Target => ({
  name,
  prepare: async () => ({
    good: good.map((bytes) => new Map([[name, bytes]])),
    damaged(random) {
      const bytes = good[random.integer(good.length)];
      return new Map([[name, random.next() < 0.5 ? how(bytes, random) : mutate(bytes, random, good)]]);
    },
    async read(given) {
      for (const bytes of given.values()) open(bytes);
      return [];
    },
  }),
});

export const tensors: readonly Target[] = [
  fileTarget('safetensors', files, { open: (bytes) => fromSafetensors(bytes), how: strangeHeader }),
  fileTarget('npy', arrays.map(toNpy), { open: (bytes) => fromNpy(bytes) }),
];
