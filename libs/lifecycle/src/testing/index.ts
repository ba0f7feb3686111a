export { tinyModel, type TinyWatch } from './tiny-model.ts';
export { aPicture, darkAndLight, itemsLike, repeated, stored, type UploadedFile } from './pictures.ts';
