export {
  ndArray,
  expectShape,
  sizeOf,
  takeRows,
  type NdArray,
  type DType,
  type DTypes,
  type Pixels,
} from './nd-array.ts';
export { seeded, type Random } from './random.ts';
export { fromSafetensors, toSafetensors } from './safetensors.ts';
export { fromNpy, toNpy } from './npy.ts';
