import type { ErrorEntries } from './entry.ts';

export const requestErrors = {
  'request.too-large': {
    status: 413,
    en: {
      message: 'The request is larger than the {limit} this address takes.',
      hint: 'Send less at a time.',
    },
    zh: { message: '请求超过此地址允许的 {limit}。', hint: '请减少单次发送的内容。' },
  },
  'request.too-deep': {
    status: 400,
    en: {
      message: 'The JSON of the request is nested more than {limit} levels deep.',
      hint: 'See /api/docs for the form of the request; none of them nests that deep.',
    },
    zh: {
      message: '请求中的 JSON 嵌套超过 {limit} 层。',
      hint: '请求格式请见 /api/docs；没有任何请求需要嵌套这么深。',
    },
  },
  'request.idempotency-reused': {
    status: 422,
    en: {
      message: 'The Idempotency-Key {key} was sent with another request before.',
      hint: 'Give every request a key of its own, such as a random UUID; repeat a key only with the very same request.',
    },
    zh: {
      message: 'Idempotency-Key {key} 之前已用于另一个请求。',
      hint: '每个请求请使用自己的键（例如随机 UUID）；只有完全相同的请求才可重复使用同一个键。',
    },
  },
  'request.idempotency-unanswered': {
    status: 409,
    en: {
      message:
        'The first request with the Idempotency-Key {key} is not answered: it is still going on, or was cut off.',
      hint: 'Send it again in a moment. Where this stays, look whether it was done, and use a new key if not.',
    },
    zh: {
      message: '带有 Idempotency-Key {key} 的第一个请求尚未得到响应：仍在处理，或已中断。',
      hint: '请稍后重试。如果一直如此，请先查看该请求是否已完成；未完成则使用新的键重新发送。',
    },
  },
  'request.stale': {
    status: 412,
    en: {
      message: '{path}: what you would change was changed by somebody else since you read it.',
      hint: 'Read it again, look what is different, then send your change with its new ETag. Nothing was changed.',
    },
    zh: {
      message: '{path}：您要更改的内容在读取之后已被他人更改。',
      hint: '请重新读取并查看差异，再用新的 ETag 发送更改。没有做任何更改。',
    },
  },
  'run.filter': {
    status: 400,
    en: {
      message: 'At character {position}: expected {expected}, received {received}.',
      hint: "Write comparisons joined by AND, such as metrics.accuracy > 0.9 AND params.epochs = '10'; an order such as metrics.accuracy DESC.",
    },
    zh: {
      message: '第 {position} 个字符处：应为 {expected}，收到 {received}。',
      hint: "请用 AND 连接比较条件，例如 metrics.accuracy > 0.9 AND params.epochs = '10'；排序例如 metrics.accuracy DESC。",
    },
  },
  'request.too-slow': {
    status: 408,
    en: {
      message: 'The body of the request did not come within {seconds} seconds.',
      hint: 'Send it again over a faster line, or less at a time; nothing of it was kept.',
    },
    zh: {
      message: '请求正文没有在 {seconds} 秒内到达。',
      hint: '请使用更快的线路重新发送，或减少单次发送的内容；没有保留任何内容。',
    },
  },
  'request.encoding': {
    status: 415,
    en: {
      message: 'Expected an uncompressed body, received one in {received}.',
      hint: 'Send it without the header Content-Encoding.',
    },
    zh: {
      message: '正文应未经压缩，收到的编码是 {received}。',
      hint: '请去掉 Content-Encoding 头后重新发送。',
    },
  },
  'request.media-type': {
    status: 415,
    en: {
      message: 'Expected content of type {expected}, received {received}.',
      hint: 'Set the header Content-Type to the expected type and send the content in that form.',
    },
    zh: {
      message: '内容类型应为 {expected}，收到 {received}。',
      hint: '请将 Content-Type 设为所需类型，并以该形式发送内容。',
    },
  },
  'access.attempts': {
    status: 429,
    en: {
      message: 'Too many wrong keys were tried from this address.',
      hint: 'Wait {seconds} seconds, then enter the key of the file access-key in the data directory.',
    },
    zh: {
      message: '此地址尝试了过多错误的密钥。',
      hint: '请等待 {seconds} 秒，再输入数据目录中 access-key 文件里的密钥。',
    },
  },
  'file.sent-twice': {
    status: 422,
    en: {
      message: '{file} was sent more than once; the first one was taken.',
      hint: 'Give each file of an upload a name of its own.',
    },
    zh: { message: '{file} 被发送了多次，已采用第一个。', hint: '请为一次上传中的每个文件使用不同的名称。' },
  },
  'file.unsafe-name': {
    status: 422,
    en: {
      message: '{file}: expected a relative name inside the uploaded folder.',
      hint: 'Send the file under a name without "..", drive letters or a leading slash; the other files were kept.',
    },
    zh: {
      message: '{file}：应为上传文件夹内的相对名称。',
      hint: '请使用不含“..”、盘符或开头斜杠的名称；其他文件已保留。',
    },
  },
  'file.link': {
    status: 422,
    en: {
      message: '{file} is a link, not a file of its own.',
      hint: 'Put the file itself into the folder; links are not followed, the other files were kept.',
    },
    zh: {
      message: '{file} 是链接，不是独立的文件。',
      hint: '请将文件本身放入文件夹；不跟随链接，其他文件已保留。',
    },
  },
  'file.not-found': {
    status: 404,
    en: { message: 'There is no file or folder {file}.', hint: 'Check the path.' },
    zh: { message: '没有文件或文件夹 {file}。', hint: '请检查路径。' },
  },
  'api.unreachable': {
    status: 503,
    en: {
      message: 'No Millwright answers at {url} ({reason}).',
      hint: 'Start it with npm start, or set MILLWRIGHT_URL to its address.',
    },
    zh: {
      message: '{url} 没有 Millwright 应答（{reason}）。',
      hint: '请用 npm start 启动，或将 MILLWRIGHT_URL 设为其地址。',
    },
  },
  'command.usage': {
    status: 400,
    en: { message: 'The command was not understood: {reason}.', hint: 'See millwright --help.' },
    zh: { message: '无法理解该命令：{reason}。', hint: '请见 millwright --help。' },
  },
  'answer.too-large': {
    status: 413,
    en: {
      message: '{file} is larger than {limit} MB.',
      hint: 'Reduce the photograph first; the others were answered.',
    },
    zh: { message: '{file} 大于 {limit} MB。', hint: '请先缩小照片；其他照片已判定。' },
  },
  'answer.too-many': {
    status: 413,
    en: {
      message: '{file} comes after the first {limit} photographs of the request.',
      hint: 'Send it in a second request; the first {limit} were answered.',
    },
    zh: {
      message: '{file} 排在请求的前 {limit} 张照片之后。',
      hint: '请在第二次请求中发送；前 {limit} 张已判定。',
    },
  },
} as const satisfies ErrorEntries;
