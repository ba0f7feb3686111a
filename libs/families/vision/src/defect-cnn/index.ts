import { defineModel } from '@millwright/model';
import { configSchema } from './config.ts';
import { fit, id, load } from './fitted.ts';

/** Photographs of parts → class, certainty and heat map, by the plain recipe that newcomers know. */
export const defectCnn = defineModel({
  id,
  title: { en: 'Defect CNN', zh: '缺陷 CNN' },
  summary: {
    en: 'The plain recipe at 224 x 224: two convolutions, two poolings, one hidden layer. A reference to learn from.',
    zh: '224 x 224 的基本方案：两层卷积、两次池化、一个隐藏层。适合作为入门参考。',
  },
  config: configSchema,
  fit,
  load,
});
