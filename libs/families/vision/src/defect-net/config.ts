import { setting } from '@millwright/contracts';
import { z } from 'zod';

/** Settings of `vision/defect-net`; where a default is a choice of ours, README.md says what it was chosen on. */
export const configSchema = z.strictObject({
  inputSize: setting(z.int().min(32).max(256).default(64), {
    en: {
      title: 'Input size',
      help: 'Side of the square every picture is resized to. Larger sees finer defects and takes longer.',
    },
    zh: { title: '输入尺寸', help: '每张图片缩放到的正方形边长。越大越能看到细小缺陷，但耗时更长。' },
    unit: 'px',
  }),
  epochs: setting(z.int().min(1).max(500).default(24), {
    en: {
      title: 'Epochs',
      help: 'How often each training picture is seen. Small sets are seen more often, see least steps.',
    },
    zh: { title: '训练轮数', help: '每张训练图片被使用的次数。图片较少时会更多，见“最少步数”。' },
  }),
  colour: setting(z.enum(['auto', 'grey', 'colour']).default('auto'), {
    en: {
      title: 'Colour',
      help: 'Whether colour tells classes apart. Auto: colour where any training picture has it.',
    },
    zh: { title: '颜色', help: '类别是否靠颜色区分。自动：只要有训练图片带颜色就使用颜色。' },
  }),
  balanceClasses: setting(z.boolean().default(true), {
    en: {
      title: 'Balance classes',
      help: 'Rare classes count as much as common ones, up to ten times a picture.',
    },
    zh: { title: '类别均衡', help: '少见类别与常见类别同样重要，每张图片最多加权十倍。' },
  }),
  ignoreLight: setting(z.boolean().default(false), {
    en: {
      title: 'Ignore the lighting',
      help: 'Bring every picture to the same brightness and contrast first. Switch on where the lamp or the camera will change; leave off where brightness or contrast tells parts apart.',
    },
    zh: {
      title: '忽略光照',
      help: '先将每张图片调到相同的亮度和对比度。灯光或相机会变化时请打开；亮度或对比度本身能区分零件时请保持关闭。',
    },
  }),
  flips: setting(z.boolean().default(true), {
    en: {
      title: 'Mirrored parts are alike',
      help: 'Training pictures are also shown mirrored. Switch off where a mirrored part is a bad part.',
    },
    zh: { title: '镜像等价', help: '训练时也使用镜像图片。如果镜像的零件属于不良品，请关闭。' },
  }),
  turns: setting(z.boolean().default(true), {
    en: {
      title: 'Turned parts are alike',
      help: 'Training pictures are also shown turned by 90, 180 and 270 degrees.',
    },
    zh: { title: '旋转等价', help: '训练时也使用旋转 90、180、270 度的图片。' },
  }),
  shift: setting(z.number().min(0).max(0.3).default(0.06), {
    en: { title: 'Shift', help: 'Largest random shift of a training picture, as a share of its side.' },
    zh: { title: '平移', help: '训练图片的最大随机平移，占边长的比例。' },
    advanced: true,
  }),
  rotation: setting(z.number().min(0).max(45).default(3), {
    en: {
      title: 'Rotation',
      help: 'Largest small random rotation of a training picture; half of the pictures keep straight.',
    },
    zh: { title: '微小旋转', help: '训练图片的最大随机小角度旋转；一半图片保持不转。' },
    unit: '°',
    advanced: true,
  }),
  brightness: setting(z.number().min(0).max(100).default(30), {
    en: { title: 'Brightness', help: 'Largest random change of brightness, in levels of 255.' },
    zh: { title: '亮度', help: '亮度的最大随机变化，以 255 级计。' },
    advanced: true,
  }),
  contrast: setting(z.number().min(0).max(0.8).default(0.2), {
    en: { title: 'Contrast', help: 'Largest random relative change of contrast.' },
    zh: { title: '对比度', help: '对比度的最大随机相对变化。' },
    advanced: true,
  }),
  width: setting(z.int().min(4).max(96).default(24), {
    en: {
      title: 'Width',
      help: 'Channels of the first stage; the later ones have two and four times as many.',
    },
    zh: { title: '宽度', help: '第一阶段的通道数；后续阶段为其两倍和四倍。' },
    advanced: true,
  }),
  dropout: setting(z.number().min(0).max(0.8).default(0.2), {
    en: { title: 'Dropout', help: 'Share of the features left out at random before the last layer.' },
    zh: { title: '随机失活', help: '最后一层之前随机舍弃的特征比例。' },
    advanced: true,
  }),
  batchSize: setting(z.int().min(2).max(256).default(64), {
    en: { title: 'Batch size', help: 'Pictures that one step learns from.' },
    zh: { title: '批大小', help: '每一步学习使用的图片数。' },
    advanced: true,
  }),
  learningRate: setting(z.number().min(1e-6).max(0.1).default(2e-3), {
    en: {
      title: 'Learning rate',
      help: 'Largest step size; it rises during the first steps and falls along a half cosine.',
    },
    zh: { title: '学习率', help: '最大步长；开始时上升，随后按半个余弦下降。' },
    advanced: true,
  }),
  weightDecay: setting(z.number().min(0).max(1).default(0.01), {
    en: { title: 'Weight decay', help: 'How strongly weights are pulled to zero (AdamW).' },
    zh: { title: '权重衰减', help: '权重被拉向零的强度（AdamW）。' },
    advanced: true,
  }),
  minSteps: setting(z.int().min(1).max(100_000).default(1200), {
    en: {
      title: 'Least steps',
      help: 'Steps even the smallest set gets, so that a few hundred pictures are learned too.',
    },
    zh: { title: '最少步数', help: '即使图片很少也会进行的步数，使几百张图片也能学好。' },
    advanced: true,
  }),
  maxSteps: setting(z.int().min(1).max(1_000_000).default(6000), {
    en: { title: 'Most steps', help: 'Steps after which even the largest set is done.' },
    zh: { title: '最多步数', help: '即使图片很多也在此步数后结束。' },
    advanced: true,
  }),
  patience: setting(z.int().min(1).max(500).default(15), {
    en: {
      title: 'Patience',
      help: 'Epochs without a better validation loss after which training stops; the best epoch is kept.',
    },
    zh: { title: '耐心', help: '验证损失连续多少轮不再改善就停止；保留最佳一轮。' },
    advanced: true,
  }),
  refit: setting(z.boolean().default(true), {
    en: {
      title: 'Learn from every picture',
      help: 'When all choices are made on validation pictures, go on learning from those too; half as many steps again.',
    },
    zh: {
      title: '使用全部图片学习',
      help: '在验证图片上完成所有选择后，再用全部图片（含验证图片）继续学习，步数增加一半。',
    },
    advanced: true,
  }),
  calibrate: setting(z.boolean().default(true), {
    en: {
      title: 'Honest certainty',
      help: 'Soften the certainty by what the model got wrong on validation pictures.',
    },
    zh: { title: '可信的确定度', help: '根据验证图片上的错误，调低模型的确定度。' },
    advanced: true,
  }),
});
export type Config = z.output<typeof configSchema>;
