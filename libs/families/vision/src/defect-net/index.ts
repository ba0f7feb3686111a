import { defineModel } from '@millwright/model';
import { configSchema } from './config.ts';
import { fit, id, load } from './fitted.ts';

/** Photographs of parts → class, certainty and heat map: a small residual network, the default of the family. */
export const defectNet = defineModel({
  id,
  title: { en: 'Defect net', zh: '缺陷网络' },
  summary: {
    en: 'A small residual network for two or more classes. Start here: it suits a few hundred pictures as well as many thousands.',
    zh: '适用于两个或更多类别的小型残差网络。建议从这里开始：几百张或上万张图片都适用。',
  },
  config: configSchema,
  fit,
  load,
});
