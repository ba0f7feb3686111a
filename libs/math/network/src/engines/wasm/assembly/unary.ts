// Operations on one tensor, value by value. They work in whole vectors: what lies behind a tensor up to the next 64 bytes is free.
import { exp4, log4, sigmoid4, softplus4, tanh4 } from './math';
import { at } from './rows';

const NEGATE: i32 = 0;
const EXP: i32 = 1;
const LOG: i32 = 2;
const SQRT: i32 = 3;
const SQUARE: i32 = 4;
const ABS: i32 = 5;
const RELU: i32 = 6;
const SIGMOID: i32 = 7;
const TANH: i32 = 8;
const SOFTPLUS: i32 = 9;
const TO_FLOAT: i32 = 10;

@inline
function apply(op: i32, x: v128): v128 {
  if (op == NEGATE) return f32x4.neg(x);
  if (op == EXP) return exp4(x);
  if (op == LOG) return log4(x);
  if (op == SQRT) return f32x4.sqrt(x);
  if (op == SQUARE) return f32x4.mul(x, x);
  if (op == ABS) return f32x4.abs(x);
  if (op == RELU) return f32x4.max(x, f32x4.splat(0));
  if (op == SIGMOID) return sigmoid4(x);
  if (op == TANH) return tanh4(x);
  if (op == SOFTPLUS) return softplus4(x);
  return f32x4.convert_i32x4_s(x);
}

@inline
function stretch(op: i32, x: usize, y: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i += 4) v128.store(at(y, i), apply(op, v128.load(at(x, i))));
}

export function negateFlat(x: usize, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(NEGATE, x, y, from, to);
}

export function expFlat(x: usize, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(EXP, x, y, from, to);
}

export function logFlat(x: usize, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(LOG, x, y, from, to);
}

export function sqrtFlat(x: usize, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(SQRT, x, y, from, to);
}

export function squareFlat(x: usize, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(SQUARE, x, y, from, to);
}

export function absFlat(x: usize, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(ABS, x, y, from, to);
}

export function reluFlat(x: usize, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(RELU, x, y, from, to);
}

export function sigmoidFlat(x: usize, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(SIGMOID, x, y, from, to);
}

export function tanhFlat(x: usize, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(TANH, x, y, from, to);
}

export function softplusFlat(x: usize, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(SOFTPLUS, x, y, from, to);
}

export function toFloatFlat(x: usize, y: usize, from: i32, to: i32, scratch: usize): void {
  stretch(TO_FLOAT, x, y, from, to);
}
