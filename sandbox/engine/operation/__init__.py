"""One pass over a workflow: from what is known about it and its pods to its next status. No I/O."""
