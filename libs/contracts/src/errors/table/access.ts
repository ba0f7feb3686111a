import type { ErrorEntries } from './entry.ts';

/** People: signing in, what they may do, and their accounts. */
export const accessErrors = {
  'access.role': {
    status: 403,
    en: {
      message: 'This needs the permission {needed}; the roles of {who} give {given}.',
      hint: 'An administrator can give a role that has it, under Settings, People.',
    },
    zh: {
      message: '此操作需要 {needed} 权限；{who} 的角色所具有的权限是 {given}。',
      hint: '管理员可在“设置”的“人员”中授予具有该权限的角色。',
    },
  },
  'session.ended': {
    status: 401,
    en: { message: 'This session is over.', hint: 'Sign in again.' },
    zh: { message: '此会话已结束。', hint: '请重新登录。' },
  },
  'session.credentials': {
    status: 401,
    en: {
      message: 'The e-mail address or the password is wrong.',
      hint: 'Check both; an administrator can give you a link to choose a new password.',
    },
    zh: { message: '电子邮箱或密码不正确。', hint: '请核对两者；管理员可以给您一个设置新密码的链接。' },
  },
  'session.link': {
    status: 410,
    en: {
      message: 'This link does not count, or does not count any more.',
      hint: 'Ask an administrator for a new one; the link for the first administrator is printed by npm start.',
    },
    zh: {
      message: '此链接无效或已失效。',
      hint: '请向管理员索取新链接；首位管理员的链接由 npm start 打印。',
    },
  },
  'session.provider': {
    status: 502,
    en: {
      message: 'The sign-in at {provider} did not succeed: {reason}.',
      hint: 'Try again; if it stays so, an administrator checks OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.',
    },
    zh: {
      message: '通过{provider}登录未成功：{reason}。',
      hint: '请重试；若仍不成功，请管理员检查 OIDC_ISSUER、OIDC_CLIENT_ID 和 OIDC_CLIENT_SECRET。',
    },
  },
  'session.no-provider': {
    status: 404,
    en: {
      message: 'No provider of sign-ins is set up here.',
      hint: 'Sign in with a password, or set OIDC_ISSUER and OIDC_CLIENT_ID.',
    },
    zh: { message: '此处未设置登录提供方。', hint: '请用密码登录，或设置 OIDC_ISSUER 和 OIDC_CLIENT_ID。' },
  },
  'session.not-found': {
    status: 404,
    en: {
      message: 'There is no session {session}.',
      hint: 'List the sessions again: it may have ended already.',
    },
    zh: { message: '没有会话 {session}。', hint: '请重新查看会话列表：它可能已经结束。' },
  },
  'session.no-person': {
    status: 409,
    en: {
      message: 'This is for people with an account; you are {who}.',
      hint: 'Sign in as a person first.',
    },
    zh: { message: '此功能面向有账户的人员；您的身份是 {who}。', hint: '请先以人员身份登录。' },
  },
  'user.not-found': {
    status: 404,
    en: { message: 'There is no person {user}.', hint: 'List the people with GET /api/v1/users.' },
    zh: { message: '没有人员 {user}。', hint: '请用 GET /api/v1/users 查看人员列表。' },
  },
  'user.taken': {
    status: 409,
    en: {
      message: 'Somebody has the e-mail address {email} already.',
      hint: 'Change the roles of that person, or use another address.',
    },
    zh: { message: '电子邮箱 {email} 已被使用。', hint: '请修改该人员的角色，或使用其他地址。' },
  },
  'user.last-administrator': {
    status: 409,
    en: {
      message: '{user} is the last administrator of the whole plant.',
      hint: 'Make somebody else an administrator everywhere first.',
    },
    zh: { message: '{user} 是全厂唯一的管理员。', hint: '请先将另一人设为全厂管理员。' },
  },
} as const satisfies ErrorEntries;
