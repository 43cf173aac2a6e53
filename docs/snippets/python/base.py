import journey_core as jc

share = jc.wilson_interval(57, 89)
print(f"57 of 89: {57 / 89:.2f}, 95 % interval {share.low:.2f} to {share.high:.2f}")
few = jc.wilson_interval(4, 6)
print(f"4 of 6: {4 / 6:.2f}, 95 % interval {few.low:.2f} to {few.high:.2f}")

print(jc.check_base(76, 0, 28).verdict)
print(jc.check_base(76, 0, 89).verdict)

difference = jc.difference_of_shares((46, 83), (20, 87))
low, high = difference.interval.low, difference.interval.high
print(f"difference {difference.value:.2f}, 95 % interval {low:.2f} to {high:.2f}")
