export {
  ndArray,
  expectShape,
  sizeOf,
  type NdArray,
  type DType,
  type DTypes,
  type Pixels,
} from './nd-array.ts';
export { seeded, type Random } from './random.ts';
