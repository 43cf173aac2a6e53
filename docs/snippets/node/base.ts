import { checkBase, differenceOfShares, wilsonInterval } from 'journey-core';

const share = wilsonInterval(57, 89)!;
console.log(
  `57 of 89: ${(57 / 89).toFixed(2)}, 95 % interval ${share.low.toFixed(2)} to ${share.high.toFixed(2)}`,
);
const few = wilsonInterval(4, 6)!;
console.log(
  `4 of 6: ${(4 / 6).toFixed(2)}, 95 % interval ${few.low.toFixed(2)} to ${few.high.toFixed(2)}`,
);

console.log(checkBase(76, 0, 28).verdict);
console.log(checkBase(76, 0, 89).verdict);

const difference = differenceOfShares([46, 83], [20, 87])!;
const { low, high } = difference.interval;
console.log(
  `difference ${difference.value.toFixed(2)}, 95 % interval ${low.toFixed(2)} to ${high.toFixed(2)}`,
);
