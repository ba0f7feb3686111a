export {
  readImage,
  probeImage,
  thumbnail,
  defaultMaxMegapixels,
  type ImageHeader,
  type ImageSource,
} from './image/read-image.ts';
export { imageFormatOf, namedLikeImage, type ImageFormat } from './image/formats.ts';
export { encodePng } from './image/png.ts';
export { encodeJpeg } from './image/jpeg.ts';
export { readUpload, type UploadOptions } from './upload/read-upload.ts';
export {
  type SourceEntry,
  type UploadItem,
  type UploadProblem,
  type UploadResult,
  type UploadLimits,
} from './upload/source.ts';
