"""Measure, ours beside a peer in the same run, as ratios: these machines are noisy."""
