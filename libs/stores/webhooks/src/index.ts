export { openSecretBox, newSecret, type SecretBox } from './secret-box.ts';
export { destinationOf } from './open-address.ts';
export { openCourier, mostAttempts, type Courier, type CourierOptions } from './courier.ts';
export { startDispatcher, type Dispatcher, type Tell } from './dispatcher.ts';
