"""Use cases: plain functions over plain values; what they need from outside comes in through ports."""
