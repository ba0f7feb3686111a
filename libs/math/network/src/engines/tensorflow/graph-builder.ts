import type { Attribute, DataType, GraphNode } from './saved-model.ts';

/** One output of a node of TensorFlow: `name:index`. */
export type Tensor = string;

export const nameOf = (tensor: Tensor): string => tensor.slice(0, tensor.lastIndexOf(':'));
/** Another output of the same node. */
export const outputOf = (tensor: Tensor, index: number): Tensor => `${nameOf(tensor)}:${index}`;
/** That this must have run. */
export const after = (tensor: Tensor): string => `^${nameOf(tensor)}`;

type Attributes = Readonly<Record<string, Attribute>>;

export const float: Attributes = { T: { type: 'float32' } };

/** Collects the nodes of a TensorFlow graph. */
export class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  private readonly constants = new Map<string, Tensor>();

  /** Adds a node; `inputs` may hold `^name`. Gives its first output. */
  add(
    operation: string,
    inputs: readonly string[],
    attributes: Attributes = float,
    name = `${operation}_${this.nodes.length}`,
  ): Tensor {
    // A node names what must have run before after its inputs.
    const ordered = [
      ...inputs.filter((input) => !input.startsWith('^')),
      ...new Set(inputs.filter((input) => input.startsWith('^'))),
    ];
    this.nodes.push({ name, operation, inputs: ordered, attributes });
    return `${name}:0`;
  }

  /** A node whose inputs are float32 and of which nothing else need be told. */
  apply(operation: string, ...inputs: readonly Tensor[]): Tensor {
    return this.add(operation, inputs);
  }

  /** A small constant; equal ones are one node. */
  constant(dtype: DataType, shape: readonly number[], values: ArrayBufferView): Tensor {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const key = `${dtype} ${shape.join()} ${Buffer.from(bytes).toString('base64')}`;
    const known = this.constants.get(key);
    if (known !== undefined) return known;
    const made = this.add('Const', [], {
      dtype: { type: dtype },
      value: { tensor: { dtype, shape, bytes } },
    });
    this.constants.set(key, made);
    return made;
  }

  number(value: number): Tensor {
    return this.constant('float32', [], Float32Array.of(value));
  }

  integer(value: number): Tensor {
    return this.constant('int32', [], Int32Array.of(value));
  }

  integers(values: readonly number[]): Tensor {
    return this.constant('int32', [values.length], Int32Array.from(values));
  }

  cast(tensor: Tensor, from: DataType, to: DataType): Tensor {
    return this.add('Cast', [tensor], { SrcT: { type: from }, DstT: { type: to } });
  }

  /** Axes in another order; `permutation` counts from 0. */
  transpose(tensor: Tensor, permutation: readonly number[], dtype: DataType = 'float32'): Tensor {
    const attributes = { T: { type: dtype }, Tperm: { type: 'int32' } } as const;
    return this.add('Transpose', [tensor, this.integers(permutation)], attributes);
  }

  /** To a shape given as a vector. */
  reshape(tensor: Tensor, shape: Tensor, dtype: DataType = 'float32'): Tensor {
    return this.add('Reshape', [tensor, shape], { T: { type: dtype }, Tshape: { type: 'int32' } });
  }

  concat(tensors: readonly Tensor[], axis: number, dtype: DataType = 'float32'): Tensor {
    if (tensors.length === 1) return tensors[0];
    return this.add('ConcatV2', [...tensors, this.integer(axis)], {
      N: { int: tensors.length },
      T: { type: dtype },
      Tidx: { type: 'int32' },
    });
  }

  /** Scalars as a vector. */
  pack(tensors: readonly Tensor[], dtype: DataType): Tensor {
    return this.add('Pack', tensors, { N: { int: tensors.length }, T: { type: dtype }, axis: { int: 0 } });
  }

  sum(tensor: Tensor, axes: readonly number[]): Tensor {
    return this.reduce('Sum', tensor, axes, false);
  }

  reduce(operation: string, tensor: Tensor, axes: readonly number[], keepDimensions: boolean): Tensor {
    if (axes.length === 0) return tensor;
    const attributes = { ...float, Tidx: { type: 'int32' }, keep_dims: { bool: keepDimensions } } as const;
    return this.add(operation, [tensor, this.integers(axes)], attributes);
  }

  product(a: Tensor, b: Tensor, transposeA = false, transposeB = false): Tensor {
    const attributes = { ...float, transpose_a: { bool: transposeA }, transpose_b: { bool: transposeB } };
    return this.add('MatMul', [a, b], attributes);
  }

  /** bool: where a value is not 0. */
  notZero(condition: Tensor): Tensor {
    const attributes = { ...float, incompatible_shape_error: { bool: true } };
    return this.add('NotEqual', [condition, this.number(0)], attributes);
  }
}
