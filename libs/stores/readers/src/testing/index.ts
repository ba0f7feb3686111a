export { zipBytes, type ZipWish } from './zip-bytes.ts';
export { tarBytes, type TarWish } from './tar-bytes.ts';
export { bmpBytes, paletteBmpBytes } from './bmp-bytes.ts';
export { pictureFiles } from './picture-files.ts';
export { aSource, idxBytes, somePixels, somePng } from './sources.ts';
