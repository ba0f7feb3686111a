export const SECRETS = Symbol('secrets of webhooks');
export const COURIER = Symbol('courier');
