"""Benchmarks (`make bench`): ratios against references measured beside them, never timed tests."""
