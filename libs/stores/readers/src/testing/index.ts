export { zipBytes, type ZipWish } from './zip-bytes.ts';
export { tarBytes, type TarWish } from './tar-bytes.ts';
export { aSource, idxBytes, somePixels, somePng } from './sources.ts';
