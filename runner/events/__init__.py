"""What happens in a scenario: one event of each kind, with the sentence that tells it."""
