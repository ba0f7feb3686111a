import type { ErrorEntries } from './entry.ts';

/** What can be wrong with a question in the Open Inference Protocol. */
export const inferenceErrors = {
  'inference.header-length': {
    status: 400,
    en: {
      message:
        'Header Inference-Header-Content-Length: expected a whole number up to the {bytes} bytes of the body, received {received}.',
      hint: 'Set it to the bytes of the JSON object, which the bytes of the tensors follow.',
    },
    zh: {
      message: '请求头 Inference-Header-Content-Length：应为不超过正文 {bytes} 字节的整数，收到 {received}。',
      hint: '请将其设为 JSON 对象的字节数，张量字节紧随其后。',
    },
  },
  'inference.inputs': {
    status: 400,
    en: {
      message: 'Model {model} takes the inputs {known}, each once; received {received}.',
      hint: 'Name the inputs as GET /v2/models/{model} lists them.',
    },
    zh: {
      message: '模型 {model} 的输入为 {known}，各一次；收到 {received}。',
      hint: '请按 GET /v2/models/{model} 列出的名称提供输入。',
    },
  },
  'inference.outputs': {
    status: 400,
    en: {
      message: 'Model {model} gives the outputs {known}, each once; asked for {received}.',
      hint: 'Ask for outputs that GET /v2/models/{model} lists, or for none to get them all.',
    },
    zh: {
      message: '模型 {model} 的输出为 {known}，各一次；请求的是 {received}。',
      hint: '请请求 GET /v2/models/{model} 列出的输出；不指定则返回全部。',
    },
  },
  'inference.datatype': {
    status: 400,
    en: {
      message: 'Tensor {tensor}: expected datatype {expected}, received {received}.',
      hint: 'Send the tensor in the expected datatype; a JSON object cannot carry FP16.',
    },
    zh: {
      message: '张量 {tensor}：数据类型应为 {expected}，收到 {received}。',
      hint: '请以所需的数据类型发送；JSON 对象不能承载 FP16。',
    },
  },
  'inference.shape': {
    status: 400,
    en: {
      message: 'Tensor {tensor}: expected shape {expected}, received {received}.',
      hint: 'Reshape the tensor; -1 stands for any length from 1.',
    },
    zh: {
      message: '张量 {tensor}：形状应为 {expected}，收到 {received}。',
      hint: '请调整张量形状；-1 表示不小于 1 的任意长度。',
    },
  },
  'inference.elements': {
    status: 400,
    en: {
      message: 'Tensor {tensor}: its shape holds {expected} elements, received {received}.',
      hint: 'Send as many elements as the product of the dimensions.',
    },
    zh: {
      message: '张量 {tensor}：形状应有 {expected} 个元素，收到 {received} 个。',
      hint: '元素个数应等于各维长度之积。',
    },
  },
  'inference.bytes': {
    status: 400,
    en: {
      message: 'Tensor {tensor}: expected {expected} bytes, received {received}.',
      hint: 'Check binary_data_size and the shape; each element of BYTES begins with its length in 4 bytes, little-endian.',
    },
    zh: {
      message: '张量 {tensor}：应为 {expected} 字节，收到 {received} 字节。',
      hint: '请检查 binary_data_size 和形状；BYTES 的每个元素以 4 字节小端长度开头。',
    },
  },
  'inference.value': {
    status: 400,
    en: {
      message: 'Tensor {tensor}, element {place}: expected {expected}, received {received}.',
      hint: 'Correct the element; what JSON cannot say exactly can be sent as binary data.',
    },
    zh: {
      message: '张量 {tensor} 的第 {place} 个元素：应为 {expected}，收到 {received}。',
      hint: '请改正该元素；JSON 无法精确表示的值可以二进制数据发送。',
    },
  },
  'inference.parameter': {
    status: 400,
    en: {
      message: '{tensor}, parameter {parameter}: expected {expected}, received {received}.',
      hint: 'Leave the parameter out, or give it a value that is known here.',
    },
    zh: {
      message: '{tensor} 的参数 {parameter}：应为 {expected}，收到 {received}。',
      hint: '请去掉该参数，或使用此处支持的值。',
    },
  },
  'inference.no-version': {
    status: 404,
    en: {
      message: 'Model {model} has no version {version} to ask.',
      hint: 'Ask for a version that GET /v2/models/{model} lists.',
    },
    zh: {
      message: '模型 {model} 没有可用的版本 {version}。',
      hint: '请使用 GET /v2/models/{model} 列出的版本。',
    },
  },
  'inference.not-ready': {
    status: 503,
    en: {
      message: 'Model {model} version {version} cannot answer now: {reason}',
      hint: 'Train it again, or restore DATA_DIR from a backup.',
    },
    zh: {
      message: '模型 {model} 的版本 {version} 目前无法应答：{reason}',
      hint: '请重新训练，或从备份恢复 DATA_DIR。',
    },
  },
} as const satisfies ErrorEntries;
