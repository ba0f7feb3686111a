import type { Bilingual } from '@millwright/contracts';

/** The readers that can be tried, with words for people; `targets/` has what each is tried with. */
export const readers: readonly { readonly name: string; readonly summary: Bilingual }[] = [
  {
    name: 'images',
    summary: { en: 'JPEG, PNG, TIFF, WebP and BMP files', zh: 'JPEG、PNG、TIFF、WebP、BMP 文件' },
  },
  { name: 'zip', summary: { en: 'zip archives of an upload', zh: '上传的 zip 压缩包' } },
  { name: 'tar', summary: { en: 'tar archives of an upload', zh: '上传的 tar 压缩包' } },
  { name: 'gzip', summary: { en: 'gzip data of an upload', zh: '上传的 gzip 数据' } },
  { name: 'idx', summary: { en: 'IDX files with labels and classes', zh: 'IDX 文件及其标签和类别' } },
  { name: 'csv', summary: { en: 'lists of paths and labels', zh: '路径与标签清单' } },
  { name: 'safetensors', summary: { en: 'arrays by name', zh: '按名称存放的数组' } },
  { name: 'npy', summary: { en: 'single arrays of numpy', zh: 'numpy 的单个数组' } },
  { name: 'network', summary: { en: 'saved networks', zh: '已保存的网络' } },
  { name: 'model', summary: { en: 'saved models of pictures', zh: '已保存的图片模型' } },
];
