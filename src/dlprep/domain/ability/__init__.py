"""What the learner can do: ability per topic on the scale of item response theory."""
