/** How a window slides over a picture: sizes, steps and the rows and columns of padding on each side. */
export interface Geometry {
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: 'valid' | 'same';
  readonly input: readonly [number, number];
  readonly output: readonly [number, number];
  /** top, bottom, left, right */
  readonly pad: readonly [number, number, number, number];
}

function axis(
  input: number,
  kernel: number,
  stride: number,
  padding: 'valid' | 'same',
): [output: number, before: number, after: number] {
  if (padding === 'valid') return [Math.floor((input - kernel) / stride) + 1, 0, 0];
  const output = Math.ceil(input / stride);
  const pad = Math.max(0, (output - 1) * stride + kernel - input);
  return [output, Math.floor(pad / 2), Math.ceil(pad / 2)];
}

/** `same` pads so that output = ⌈input / stride⌉, the odd row or column at the end, as Keras does. */
export function windowGeometry(
  input: readonly [number, number],
  kernel: readonly [number, number],
  strides: readonly [number, number],
  padding: 'valid' | 'same',
): Geometry {
  const [height, top, bottom] = axis(input[0], kernel[0], strides[0], padding);
  const [width, left, right] = axis(input[1], kernel[1], strides[1], padding);
  return { kernel, strides, padding, input, output: [height, width], pad: [top, bottom, left, right] };
}
