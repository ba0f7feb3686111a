import { setting } from '@millwright/contracts';
import { z } from 'zod';

/** Settings of `vision/defect-cnn`; the defaults are the recipe's own. */
export const configSchema = z.strictObject({
  inputSize: setting(z.int().min(16).max(512).default(224), {
    en: { title: 'Input size', help: 'Side of the square every picture is resized to (bicubic).' },
    zh: { title: '输入尺寸', help: '每张图片缩放到的正方形边长（双三次）。' },
    unit: 'px',
  }),
  epochs: setting(z.int().min(1).max(200).default(10), {
    en: { title: 'Epochs', help: 'How often the model is judged on validation pictures while it learns.' },
    zh: { title: '训练轮数', help: '学习过程中用验证图片评估的次数。' },
  }),
  stepsPerEpoch: setting(z.int().min(1).max(10_000).default(100), {
    en: {
      title: 'Steps per epoch',
      help: 'Most batches of one epoch; fewer where all pictures fit into fewer.',
    },
    zh: { title: '每轮步数', help: '每轮最多的批数；图片较少时更少。' },
  }),
  validationSteps: setting(z.int().min(1).max(10_000).default(50), {
    en: {
      title: 'Validation steps',
      help: 'Most batches of validation pictures that are judged after each epoch.',
    },
    zh: { title: '验证步数', help: '每轮之后最多评估的验证批数。' },
    advanced: true,
  }),
  batchSize: setting(z.int().min(1).max(256).default(32), {
    en: { title: 'Batch size', help: 'Pictures that one step learns from.' },
    zh: { title: '批大小', help: '每一步学习使用的图片数。' },
    advanced: true,
  }),
  learningRate: setting(z.number().min(1e-6).max(0.1).default(1e-4), {
    en: { title: 'Learning rate', help: 'Step size of Adam.' },
    zh: { title: '学习率', help: 'Adam 的步长。' },
    advanced: true,
  }),
  contrast: setting(z.number().min(0).max(10).default(1.5), {
    en: { title: 'Contrast', help: 'Factor on every grey level, before brightness is added.' },
    zh: { title: '对比度', help: '每个灰度级的倍数，在加亮度之前。' },
    advanced: true,
  }),
  brightness: setting(z.number().min(-255).max(255).default(-50), {
    en: { title: 'Brightness', help: 'Added to every grey level, then clipped to 0..255.' },
    zh: { title: '亮度', help: '加到每个灰度级上，然后截断到 0..255。' },
    advanced: true,
  }),
});
export type Config = z.output<typeof configSchema>;
